using System.Globalization;

namespace OmniFunctions.Channels.Email;

/// <summary>
/// Reading a mailbox by IMAP. It is only looked at: nothing in it is marked as read, moved or deleted, so that people may look at it, too. What lay there
/// before the account was set up is not read.
/// </summary>
internal static class Mailbox
{
    internal static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(20);

    /// <summary>One mailbox, one stream: its address without the folder may serve several accounts.</summary>
    internal static IReadOnlyList<string> Streams(ChannelAccount account) =>
        MailServer.Of(account, EmailSettings.ImapUrl, "imap") is { } address ? [address.GetLeftPart(UriPartial.Path)] : [];

    internal static HttpDelivery? Request(PullPosition position, ChannelAccount account, string? accessToken)
    {
        if (MailServer.Of(account, EmailSettings.ImapUrl, "imap") is not { } address
            || address.GetLeftPart(UriPartial.Path) != position.Stream
            || MailServer.SignIn(account, accessToken) is not { } headers)
        {
            return null;
        }

        if (position.Cursor is { } cursor)
        {
            headers[MailServer.Cursor] = cursor;
        }

        return new HttpDelivery(MailServer.Read, address, null, default) { Headers = headers };
    }

    internal static Pulled Read(DeliveryResponse response, PullPosition position, ChannelAccount account)
    {
        switch (response.Status)
        {
            case 200:
                break;
            case 401:
                return EntraToken.IsWanted(account) ? new Pulled.TokenExpired() : new Pulled.Refused(MailServer.AtSignIn);
            case >= 400 and < 500:
                return new Pulled.Refused(response.Status.ToString(CultureInfo.InvariantCulture));
            default:
                return new Pulled.NotNow(response.RetryAfter);
        }

        var items = new List<InboundItem>();
        var faults = new List<ParseFault>();
        foreach (var mail in MailboxPage.Read(response.Body))
        {
            switch (MimeMail.Read(mail.Bytes, account, [], mail.IsCut ? Cut : Whole))
            {
                case Parsed.Items parsed:
                    items.AddRange(parsed.List);
                    faults.AddRange(parsed.Faults);
                    break;
                case Parsed.Malformed malformed:
                    faults.Add(malformed.Fault);
                    break;
            }
        }

        // Without a cursor to go on from, "there is more" would read the same page for ever.
        var next = MailboxCursor.Read(response.Headers.GetValueOrDefault(MailServer.Cursor))?.ToString();
        return new Pulled.Page(items, faults, next ?? position.Cursor, response.Headers.ContainsKey(MailServer.HasMore) && next is not null && next != position.Cursor);
    }

    private static readonly Dictionary<string, Detail> Whole = [];

    private static readonly Dictionary<string, Detail> Cut = new() { ["mail_cut"] = true };
}
