using System.Globalization;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>
/// What a mail system says became of a mail (RFC 3464), sent as a mail itself. It is about a message of ours only where it names one with a code that this
/// account alone can make; anything else is kept as what it is and changes nothing.
/// </summary>
internal static class DeliveryReport
{
    /// <summary>We write to one; a list behind it may report for many.</summary>
    private const int MaxRecipients = 20;

    private const int MaxReasonLength = 200;

    /// <summary>A mail that says by one header that it came back. Nothing in it can be trusted to name which.</summary>
    private const string FailedRecipients = "X-Failed-Recipients";

    /// <returns>Null when it is no such report.</returns>
    internal static Parsed? Read(MimeMessage message, string fingerprint, ChannelAccount account)
    {
        if (GroupsOf(message.Body) is { } groups)
        {
            return Read(message, groups, fingerprint, account);
        }

        // Of another kind, as that a mail was read.
        if (message.Body is MultipartReport)
        {
            return new Parsed.Items();
        }

        return message.Headers[FailedRecipients] is { } failed && MailAddress.Read(failed).Select(one => one.Address).FirstOrDefault() is { } address
            ? new Parsed.Items(Unmatched(address, IdOf(message, fingerprint, 0), DateOf(message), "failed", null))
            : null;
    }

    private static Parsed.Items Read(MimeMessage message, IReadOnlyList<HeaderList> groups, string fingerprint, ChannelAccount account)
    {
        var returned = Returned(message.Body);
        var ids = new[] { returned?[HeaderId.MessageId], message.Headers[HeaderId.InReplyTo], message.Headers[HeaderId.References] }.SelectMany(MailThread.Ids);
        var ours = MailThread.KeyOf(account) is { } key ? ids.FirstOrDefault(id => MailThread.IsOurs(id, key)) : null;
        var items = new List<InboundItem>();
        foreach (var group in groups.Take(MaxRecipients))
        {
            // To whom we wrote, which a forwarder on the way may have changed.
            var recipient = returned?.Addresses("To").Select(one => one.Address).FirstOrDefault() ?? AddressOf(group["Original-Recipient"]) ?? AddressOf(group["Final-Recipient"]);
            if (recipient is null)
            {
                continue;
            }

            var (action, reason, id) = (group["Action"]?.Trim().ToLowerInvariant() ?? "", ReasonOf(group), IdOf(message, fingerprint, items.Count));
            items.Add(ours is null ? Unmatched(recipient, id, DateOf(message), action, reason) : Matched(recipient, id, DateOf(message), action, StateOf(action, group["Status"]), ours, reason));
        }

        return new Parsed.Items([.. items]);
    }

    private static InboundItem Matched(string recipient, string id, DateTimeOffset? at, string action, ReceiptState state, string ours, string? reason) => new()
    {
        Kind = ItemKind.Status,
        Sender = recipient,
        Recipient = recipient,
        MessageId = ours,
        DedupeKey = id,
        SentAt = at,
        Receipt = new Receipt(state, ours, ErrorCode: state == ReceiptState.Failed ? reason : null),
        Details = new Dictionary<string, Detail>().Put("platform_status", Word(action)),
    };

    private static InboundItem Unmatched(string recipient, string id, DateTimeOffset? at, string action, string? reason) => new()
    {
        Kind = ItemKind.Event,
        Sender = recipient,
        Recipient = recipient,
        DedupeKey = id,
        SentAt = at,
        Name = InboundItem.Bounce,
        Text = reason,
        Details = new Dictionary<string, Detail>().Put("platform_status", Word(action)),
    };

    private static ReceiptState StateOf(string action, string? status) => action switch
    {
        "failed" => ReceiptState.Failed,
        "delivered" => ReceiptState.Delivered,
        // Delayed is tried on; relayed and expanded say no more than that it went on.
        "delayed" or "relayed" or "expanded" => ReceiptState.Sent,
        _ => status?.TrimStart().StartsWith('5') is true ? ReceiptState.Failed : ReceiptState.Sent,
    };

    /// <summary>The other side's words where there are any, as <c>550 5.1.1 no such user</c>; else its code.</summary>
    private static string? ReasonOf(HeaderList group)
    {
        var words = MailText.Line(group["Diagnostic-Code"] is { } code ? code[(code.IndexOf(';', StringComparison.Ordinal) + 1)..] : null) ?? MailText.Line(group["Status"]);
        // Folded lines come with the blanks they were folded at.
        return words is null ? null : MailText.Cut(string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), MaxReasonLength);
    }

    /// <summary>As <c>rfc822; li@example.com</c>.</summary>
    private static string? AddressOf(string? field) =>
        field is not null && MailAddress.Read(field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..]).Select(one => one.Address).FirstOrDefault() is { } address ? address : null;

    /// <summary>One for each recipient; the first group of a report is about the report.</summary>
    private static IReadOnlyList<HeaderList>? GroupsOf(MimeEntity? body)
    {
        if (body is not MultipartReport report || report.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status)
        {
            return null;
        }

        try
        {
            return [.. status.StatusGroups.Where(group => group.Contains("Final-Recipient") || group.Contains("Original-Recipient") || group.Contains("Action"))];
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            return [];
        }
    }

    /// <summary>The header of the mail that came back, whole or by itself.</summary>
    /// <remarks>Headers by themselves are read as a mail without a body.</remarks>
    private static HeaderList? Returned(MimeEntity? body) =>
        body is Multipart report ? report.OfType<MessagePart>().Select(part => part.Message?.Headers).FirstOrDefault(headers => headers is not null) : null;

    private static string IdOf(MimeMessage message, string fingerprint, int number)
    {
        var id = MailThread.Ids(message.Headers[HeaderId.MessageId]) is [var first, ..] ? first : fingerprint;
        return number == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}#{number}");
    }

    private static DateTimeOffset? DateOf(MimeMessage message) => MimeKit.Utils.DateUtils.TryParse(message.Headers[HeaderId.Date] ?? "", out var date) ? date : null;

    private static string? Word(string action) => action.Length is > 0 and <= 32 ? action : null;
}
