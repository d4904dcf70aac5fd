using System.Text.Json.Serialization;
using OmniFunctions.Admin;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Answers;

/// <summary>Problem details after RFC 9457. Clients go by <see cref="Code"/>, which never changes its meaning.</summary>
/// <param name="Title">For people who read a log; not shown to users.</param>
public sealed record Problem(string Code, string Title, int Status)
{
    public string Type => "/problems/" + Code;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>What is wrong with which field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>Why the domain said no.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Refusal? Reason { get; init; }

    /// <summary>Why an identity is not linked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LinkRefusal? LinkReason { get; init; }

    /// <summary>Who has the conversation, when someone else was faster.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Named? Holder { get; init; }

    /// <summary>The conversation's version, when it is another than the one who asked had seen.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Version { get; init; }

    /// <summary>All that is wrong with a policy document, with line and path.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PolicyFaultView>? Faults { get; init; }

    [JsonIgnore]
    public int? RetryAfterSeconds { get; init; }
}
