namespace OmniFunctions.Channels;

/// <summary>What a channel can do, as data: nobody asks for its name to find out.</summary>
public sealed record Capabilities
{
    /// <summary>Bytes a webhook body may have before it is refused with 413.</summary>
    public required int MaxBodyBytes { get; init; }

    /// <summary>Of one outgoing text, counted in <see cref="TextUnit"/>.</summary>
    public required int MaxTextLength { get; init; }

    public TextUnit TextUnit { get; init; } = TextUnit.CodeUnits;

    /// <summary>Of a text, counted as the platform does.</summary>
    public int LengthOf(string text) => TextUnit switch
    {
        TextUnit.CodeUnits => text.Length,
        TextUnit.Utf8Bytes => System.Text.Encoding.UTF8.GetByteCount(text),
        _ => throw new InvalidOperationException($"No length is counted in {TextUnit}."),
    };

    /// <summary>How long after the customer's last message an answer is allowed; null = always.</summary>
    public TimeSpan? ReplyWindow { get; init; }

    /// <summary>Messages allowed in that window; null = no limit.</summary>
    public int? MessagesPerReplyWindow { get; init; }

    /// <summary>The platform counts what it refuses, too, so that only what never reached it is not counted.</summary>
    public bool CountsRefused { get; init; }

    /// <summary>What else than a message opens a window, and how small a one.</summary>
    public IReadOnlyList<EventWindow> EventWindows { get; init; } = [];

    /// <summary>Texts approved by the platform can be sent outside of the window.</summary>
    public bool HasTemplates { get; init; }

    /// <summary>How long after it was sent a message can still be taken back; null = not at all.</summary>
    public TimeSpan? RecallWithin { get; init; }

    /// <summary>The furthest a receipt goes; null = there are none, and a message stays sent.</summary>
    public ReceiptState? Receipts { get; init; }

    /// <summary>The customer can be shown that somebody types.</summary>
    public bool HasTyping { get; init; }

    /// <summary>Requests a second one account may make; null = the platform names none. An account's setting may say another.</summary>
    public int? SendsPerSecond { get; init; }

    /// <summary>Limits of files that can be sent, by kind.</summary>
    public IReadOnlyList<FileLimit> Files { get; init; } = [];

    /// <summary>A file can have a caption; without, it is lost.</summary>
    public bool HasCaptions { get; init; }

    /// <summary>How often the platform must be asked for what is new; null = it tells by itself.</summary>
    public TimeSpan? PollEvery { get; init; }

    /// <summary>Kinds that can be sent.</summary>
    public IReadOnlyList<ItemKind> Sends { get; init; } = [ItemKind.Text];

    /// <summary>The platform drops a send it has seen before, so that an unknown outcome may be tried again.</summary>
    public bool IdempotentSend { get; init; }

    /// <summary>The customer is on a page of ours, which is told to look when there is something new to see.</summary>
    public bool HasOwnPage { get; init; }

    public SenderIds SenderIds { get; init; } = SenderIds.OfAccount;

    /// <summary>How long a masked id means the same customer; of no meaning for other ids.</summary>
    public TimeSpan SenderIdsValidFor { get; init; }

    /// <summary>Names of the account settings the channel needs; a demo or form fills them.</summary>
    public IReadOnlyList<AccountSetting> Settings { get; init; } = [];

    /// <summary>Where messages can come in by one way or another: an account must have all settings of one of them. Empty = there is one way, and its settings are required.</summary>
    public IReadOnlyList<InboundWay> Ways { get; init; } = [];
}

/// <param name="Name">A word that pages translate, as <c>push</c>.</param>
/// <param name="Settings">By name; all of them.</param>
public sealed record InboundWay(string Name, IReadOnlyList<string> Settings);

/// <param name="Secret">Shown to nobody once entered.</param>
public sealed record AccountSetting(string Name, bool Required, bool Secret)
{
    /// <summary>Where the platform shows it, or what it is for; in Chinese and in English.</summary>
    public (string Zh, string En)? Hint { get; init; }

    /// <summary>The only values it may have; empty = any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Others that must be there when this one is.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>It is an address without a user in it, of one of these schemes; empty = it is something else.</summary>
    public IReadOnlyList<string> Schemes { get; init; } = [];

    /// <summary>What a form for a new account begins with; an account that says nothing is not given it.</summary>
    public string? Default { get; init; }
}

/// <param name="Name">Of the event, as <see cref="InboundItem.Name"/> has it.</param>
public sealed record EventWindow(string Name, TimeSpan Length, int Messages);

/// <param name="MimeTypes">Those the platform takes; a whole family as <c>image/*</c>.</param>
public sealed record FileLimit(ItemKind Kind, long MaxBytes, IReadOnlyList<string> MimeTypes);

/// <summary>In what a platform counts the length of a text.</summary>
public enum TextUnit
{
    /// <summary>UTF-16 code units, as most do.</summary>
    CodeUnits,

    /// <summary>Bytes of UTF-8: a Chinese character has three.</summary>
    Utf8Bytes,
}
