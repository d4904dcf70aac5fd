using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Runtime.Platforms;

/// <summary>A platform's send API as its documents describe it: what an account of it needs, and what it answers.</summary>
/// <param name="Taken">It has the message.</param>
/// <param name="Busy">It asks for patience, for <see cref="BusySeconds"/>.</param>
/// <param name="Refused">It will never take this message.</param>
/// <param name="Why">What the refusal means.</param>
/// <param name="Code">The refusal in the platform's own terms.</param>
/// <param name="TokenRefused">The token is over, or never was one.</param>
public sealed record SendApi(string Channel, Answer Taken, Answer Busy, Answer Refused, DeliveryRefusal Why, string Code, Answer TokenRefused)
{
    /// <summary>Stands in settings for the address of the fake.</summary>
    public const string Here = "{here}";

    /// <summary>Of an account, besides <c>api_base</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The call by which tokens are bought; null where a lasting one stands in the settings.</summary>
    public TokenCall? Token { get; init; }

    public int BusySeconds { get; init; } = 30;

    /// <summary>What the platform calls the message that it has taken; null where it does not say.</summary>
    public string? TakenAs { get; init; }

    /// <summary>The end of the path by which a message is taken back; null where that cannot be done.</summary>
    public string? RecallPath { get; init; }

    /// <summary>What it answers when it has taken a message back.</summary>
    public Answer? TakenBack { get; init; }

    /// <summary>What it answers when it does not.</summary>
    public Answer? NotTakenBack { get; init; }

    /// <summary>The id by which the platform knows a repeated send; null where it drops none.</summary>
    public Func<PlatformCall, string?>? SameAs { get; init; }

    /// <summary>A customer's id, given a number of their own.</summary>
    public Func<int, string> Customer { get; init; } = number => $"u-{number}";

    public string? Conversation { get; init; }

    /// <summary>Of what the customer says.</summary>
    public IReadOnlyDictionary<string, Detail> Details { get; init; } = new Dictionary<string, Detail>();

    public bool IsIdempotent => ChannelCatalogue.Find(Channel)!.Capabilities.IdempotentSend;

    public override string ToString() => Channel;
}

/// <param name="Path">Where it is made, as the end of its path.</param>
/// <param name="Body">The answer with that token in it.</param>
public sealed record TokenCall(string Path, Func<string, string> Body);

/// <param name="RetryAfterSeconds">As the header of that name.</param>
public sealed record Answer(int Status, string Body, int? RetryAfterSeconds = null)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>A request as it reached a platform.</summary>
/// <param name="At">By the clock of the one who sent it.</param>
public sealed record PlatformCall(string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset At)
{
    /// <summary>Wherever it stands: in the address, a header or the body.</summary>
    public bool Mentions(string text) =>
        Path.Contains(text, StringComparison.Ordinal) || Query.Contains(text, StringComparison.Ordinal) || Body.Contains(text, StringComparison.Ordinal)
        || Headers.Values.Any(value => value.Contains(text, StringComparison.Ordinal));
}
