namespace OmniFunctions.Channels;

/// <summary>What a channel can do, as data: nobody asks for its name to find out.</summary>
public sealed record Capabilities
{
    /// <summary>Bytes a webhook body may have before it is refused with 413.</summary>
    public required int MaxBodyBytes { get; init; }

    /// <summary>Characters (UTF-16 code units) of one outgoing text.</summary>
    public required int MaxTextLength { get; init; }

    /// <summary>How long after the customer's last message an answer is allowed; null = always.</summary>
    public TimeSpan? ReplyWindow { get; init; }

    /// <summary>Messages allowed in that window; null = no limit.</summary>
    public int? MessagesPerReplyWindow { get; init; }

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
}

/// <param name="Secret">Shown to nobody once entered.</param>
public sealed record AccountSetting(string Name, bool Required, bool Secret);
