using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>One mail, taken apart, on its way to an item.</summary>
internal sealed record MailItem
{
    internal required HeaderList Headers { get; init; }

    internal required MailBody Body { get; init; }

    /// <summary>Address and name, folded; null where there is none to answer to.</summary>
    internal required (string Address, string? Name)? From { get; init; }

    internal required string? Subject { get; init; }

    /// <summary>To whom it was really handed, blind copies included; the first of them that is ours gets it.</summary>
    internal required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>What tells a mail without an id apart: a digest.</summary>
    internal required string Fingerprint { get; init; }

    internal IReadOnlyDictionary<string, Detail> Details { get; init; } = new Dictionary<string, Detail>();

    internal Parsed Read(ChannelAccount account)
    {
        if (From is not { } from)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var recipient = Recipient(account);
        if (LoopGuard.IsOurOwn(from.Address, recipient?.Address, account))
        {
            return new Parsed.Items();
        }

        var id = MailThread.Ids(Bracketed(Headers[HeaderId.MessageId])) is [var first, ..] ? first : null;
        var inReplyTo = MailThread.Ids(Headers[HeaderId.InReplyTo]);
        var references = MailThread.Ids(Headers[HeaderId.References]);
        var answered = Answered(from.Address, recipient?.Tag, inReplyTo, references, MailThread.KeyOf(account));
        var isOfAMachine = LoopGuard.IsFromAMachine(Headers);
        if (LoopGuard.IsReport(Headers) || (isOfAMachine && answered is null && !LoopGuard.IsAnAnswer(Headers)))
        {
            return new Parsed.Items();
        }

        var (text, quoted) = QuotedHistory.Fold(Body.Text);
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Email,
            Sender = from.Address,
            Recipient = recipient?.Address,
            MessageId = id,
            DedupeKey = id ?? Fingerprint,
            SentAt = DateOf(Headers[HeaderId.Date]),
            Text = text.Length > 0 ? text : null,
            DisplayName = from.Name is { } name ? MailText.Cut(name, MaxNameLength) : null,
            Attachments = Body.Files is { Count: > 0 } files ? files : null,
            // Whoever is away says nothing: it is shown where there is a conversation, and begins, wakes and answers nothing.
            Opens = isOfAMachine ? false : null,
            Mail = new Mail(MailText.Line(Subject), inReplyTo is [var parent, ..] ? parent : null, references.Count > 0 ? references : null)
            {
                Quoted = quoted,
                IsAutomatic = isOfAMachine ? true : null,
                Copies = Copies(from.Address, recipient?.Address),
            },
            Details = new Dictionary<string, Detail>(Details)
                .Put("answered_message", answered)
                .Put("auto_submitted", isOfAMachine ? "auto-replied" : null)
                .Put("reply_address", ReplyAddress(from.Address))
                .Put("text_cut", Body.IsCut ? true : null)
                .Put("attachment_count", Body.FileCount > InboundItem.MaxAttachments ? Body.FileCount : null),
        });
    }

    private const int MaxNameLength = 200;

    /// <summary>The first that is this account's own address, else the first. Without the tag that we put into it.</summary>
    private (string Address, string? Tag)? Recipient(ChannelAccount account)
    {
        var split = Recipients.Select(address => MailAddress.SplitTag(address) is var parts && MailThread.IsReplyTag(parts.Tag) ? parts : (address, null)).ToArray();
        if (split.Length == 0)
        {
            return null;
        }

        var ours = account.Setting(EmailSettings.From) is { } from ? MailAddress.Fold(from) : null;
        return Array.Find(split, one => one.Item1 == ours) is { Item1: not null } found ? found : split[0];
    }

    /// <summary>The mail of ours that is answered, proven by its code; of a reply address, which is one customer's, all it proves is that there was one.</summary>
    private static string? Answered(string sender, string? tag, IEnumerable<string> inReplyTo, IEnumerable<string> references, string? key) => key is null ? null
        : inReplyTo.Concat(references.Reverse()).FirstOrDefault(id => MailThread.IsOurs(id, key)) is { } id ? id
        : tag is not null && MailThread.IsOurs(tag, sender, key) ? "+" + tag
        : null;

    /// <summary>
    /// Shown, and answered to only where it is proven who asks for it.
    /// </summary>
    private string? ReplyAddress(string sender) =>
        Headers.Addresses("Reply-To").Select(one => one.Address).FirstOrDefault(address => address != sender);

    private IReadOnlyList<string> Copies(string sender, string? recipient) =>
        [.. Headers.Addresses("To", "Cc").Select(one => one.Address).Where(address => address != sender && address != recipient).Distinct(StringComparer.Ordinal).Take(Mail.MaxReferences)];

    private static string? Bracketed(string? id) =>
        id?.Trim() is { Length: > 0 } bare && !bare.Contains('<', StringComparison.Ordinal) && bare.Contains('@', StringComparison.Ordinal) ? $"<{bare}>" : id;

    private static DateTimeOffset? DateOf(string? header) => MimeKit.Utils.DateUtils.TryParse(header ?? "", out var date) ? date : null;
}
