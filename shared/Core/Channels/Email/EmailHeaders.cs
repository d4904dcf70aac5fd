using MimeKit;
using MimeKit.Utils;

namespace OmniFunctions.Channels.Email;

/// <summary>What of a mail's head matters here.</summary>
internal sealed record EmailHeaders
{
    private const int MaxMessageIdLength = 512;

    public MailboxAddress? From { get; init; }

    public string? To { get; init; }

    /// <summary>Where an answer is wanted, if elsewhere.</summary>
    public string? ReplyTo { get; init; }

    public string? Subject { get; init; }

    public string? MessageId { get; init; }

    public string? InReplyTo { get; init; }

    public IReadOnlyList<string> References { get; init; } = [];

    public IReadOnlyList<string> Copies { get; init; } = [];

    public DateTimeOffset? Date { get; init; }

    /// <summary>A machine wrote it, or a list passed it on: an answer would go round in circles.</summary>
    public bool IsAutomatic { get; init; }

    internal static EmailHeaders Read(ReadOnlyMemory<byte> head) =>
        EmailText.Parse(() => HeaderList.Load(EmailText.Options, EmailText.Stream(head))) is { } headers ? Of(headers) : new EmailHeaders();

    internal static EmailHeaders Of(HeaderList headers) => new()
    {
        From = Mailbox(headers[HeaderId.From]) ?? Mailbox(headers[HeaderId.Sender]),
        To = Mailbox(headers[HeaderId.To])?.Address,
        ReplyTo = Mailbox(headers[HeaderId.ReplyTo])?.Address,
        Subject = headers[HeaderId.Subject],
        MessageId = Ids(headers[HeaderId.MessageId]).FirstOrDefault(),
        InReplyTo = Ids(headers[HeaderId.InReplyTo]).FirstOrDefault(),
        References = [.. Ids(headers[HeaderId.References]).Take(Channels.Mail.MaxReferences)],
        Copies = [.. Mailboxes(headers[HeaderId.To]).Skip(1).Concat(Mailboxes(headers[HeaderId.Cc])).Select(mailbox => mailbox.Address).Take(Channels.Mail.MaxReferences)],
        Date = DateUtils.TryParse(headers[HeaderId.Date] ?? "", out var date) ? date : null,
        IsAutomatic = headers[HeaderId.AutoSubmitted] is { } auto && !auto.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase)
            || headers[HeaderId.Precedence]?.Trim().ToLowerInvariant() is "bulk" or "junk" or "list"
            || headers["X-Auto-Response-Suppress"] is { Length: > 0 }
            || headers["X-Autoreply"] is { Length: > 0 },
    };

    internal static MailboxAddress? Mailbox(string? list) => Mailboxes(list).FirstOrDefault();

    private static IEnumerable<MailboxAddress> Mailboxes(string? list) =>
        list is { Length: > 0 and <= 65_536 } && InternetAddressList.TryParse(EmailText.Options, list, out var addresses)
            ? addresses.Mailboxes.Where(mailbox => mailbox.Address is { Length: > 2 and <= Limits.MaxIdLength } address && address.Contains('@', StringComparison.Ordinal))
            : [];

    private static IEnumerable<string> Ids(string? value) => value is { Length: <= 65_536 }
        ? MimeUtils.EnumerateReferences(value).Where(id => id.Length is > 0 and <= MaxMessageIdLength && !id.AsSpan().ContainsAny(EmailText.NotInIds)).Select(id => $"<{id}>")
        : [];
}
