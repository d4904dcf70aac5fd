using System.Buffers;
using Microsoft.AspNetCore.Http;
using OmniFunctions.Answers;

namespace OmniFunctions.Desk;

/// <summary>Takes the values of an action out of its body and remembers all that is wrong with them; what is faulty comes back as nothing.</summary>
public sealed class ActionReading
{
    public const int MaxMessageIdLength = 64;
    public const int MaxAgentIdLength = 64;
    public const int MaxQueueIdLength = 40;

    /// <summary>Values of one list; what more a list may hold is the domain's to say.</summary>
    public const int MaxItems = 100;

    /// <summary>Characters of a label, a topic and the like; what more they may be is the domain's to say.</summary>
    public const int MaxWordLength = 200;

    private static readonly SearchValues<char> MessageIdLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<char> IdLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly Dictionary<string, IReadOnlyList<string>> faults = [];

    /// <summary>Null when nothing is wrong.</summary>
    public IResult? Refusal => faults.Count == 0 ? null : Problems.Invalid(faults);

    public string MessageId(string? value)
    {
        if (value is { Length: > 0 and <= MaxMessageIdLength } && !value.AsSpan().ContainsAnyExcept(MessageIdLetters)) return value;
        return Fault("messageId", $"1 to {MaxMessageIdLength} letters, digits, hyphens and underscores.");
    }

    /// <summary>Whether a text is too long or empty is the domain's to say.</summary>
    public string Text(string? value) => value ?? Fault("text", "A text is expected.");

    public AgentId Agent(string field, string? value) => new(IsId(value, MaxAgentIdLength) ? value! : Fault(field, "An agent's id is expected."));

    public AgentId? OptionalAgent(string field, string? value) => value is null ? null : Agent(field, value);

    public QueueId? OptionalQueue(string field, string? value)
    {
        if (value is null) return null;
        return new QueueId(IsId(value, MaxQueueIdLength) ? value : Fault(field, "A queue's id is expected."));
    }

    public IReadOnlyList<AgentId> Agents(string field, IReadOnlyList<string>? values) => [.. Items(field, values).Select(value => Agent(field, value))];

    public IReadOnlyList<string> Words(string field, IReadOnlyList<string>? values) => [.. Items(field, values).Select(value => Word(field, value) ?? "")];

    public string? Word(string field, string? value) => value is { Length: > MaxWordLength } ? Fault(field, $"At most {MaxWordLength} characters.") : value;

    public ConversationId Conversation(string field, string? value)
    {
        if (value is not null && ConversationIds.Read(value) is { } id) return id;
        return new ConversationId(Fault(field, "A conversation's id is expected."));
    }

    public T Needed<T>(string field, T? value, string expected) where T : struct
    {
        if (value is null) Fault(field, expected);
        return value ?? default;
    }

    private IReadOnlyList<string> Items(string field, IReadOnlyList<string>? values)
    {
        if (values is not { Count: > MaxItems }) return values ?? [];
        Fault(field, $"At most {MaxItems}.");
        return [];
    }

    private static bool IsId(string? value, int maxLength) => value is { Length: > 0 } && value.Length <= maxLength && !value.AsSpan().ContainsAnyExcept(IdLetters);

    private string Fault(string field, string expected)
    {
        faults[field] = [expected];
        return "";
    }
}
