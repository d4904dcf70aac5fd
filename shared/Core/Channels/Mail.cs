namespace OmniFunctions.Channels;

/// <summary>What a mail has besides its text.</summary>
/// <param name="InReplyTo">A message id with its brackets.</param>
/// <param name="References">Message ids, the oldest first.</param>
public sealed record Mail(string? Subject, string? InReplyTo = null, IReadOnlyList<string>? References = null)
{
    public const int MaxReferences = 100;

    /// <summary>Earlier mails that stood below the text, with the gap between: put behind the text they are the whole again.</summary>
    public string? Quoted { get; init; }

    /// <summary>True = a machine answered, as for somebody who is away. Null otherwise.</summary>
    public bool? IsAutomatic { get; init; }

    /// <summary>Who else got it: addresses, at most <see cref="MaxReferences"/>.</summary>
    public IReadOnlyList<string> Copies { get; init; } = [];
}
