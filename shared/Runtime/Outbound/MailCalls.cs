using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// Calls to mail servers, as <see cref="MailServer"/> writes them: a mail handed over by SMTP, a page of a folder read by IMAP, and a look whether either would let us. A connection for each call: they
/// are few, and none is held open that could be half dead.
/// </summary>
/// <param name="connect">To a host's port, by the rules of the way out; whether this machine may be reached.</param>
internal sealed class MailCalls(Func<string, int, bool, CancellationToken, Task<Socket>> connect, TimeProvider time, ILogger logger)
{
    /// <summary>Mails in one answer.</summary>
    private const int MaxMails = 20;

    /// <summary>Bytes after which a page takes no further mail.</summary>
    private const int PageBytes = 4 * 1024 * 1024;

    /// <summary>Room for the frames around the mails of a page.</summary>
    private const int FrameRoom = 1024;

    /// <param name="account">For the log.</param>
    public async Task<EgressResult> SendAsync(HttpDelivery delivery, AccountKey account, int maxBytes, CancellationToken cancellation)
    {
        // Before a trial somebody sits and waits.
        using var timeout = new CancellationTokenSource(delivery.Method == MailServer.Try ? EgressOptions.Timeout : EgressOptions.FileTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return delivery.Method switch
            {
                MailServer.Submit => await SubmitAsync(delivery, either.Token),
                MailServer.Read => await ReadAsync(delivery, maxBytes, either.Token),
                MailServer.Try => await TryAsync(delivery, either.Token),
                var other => throw new InvalidOperationException($"A mail server is not asked to {other}."),
            };
        }
        catch (ForbiddenAddressException)
        {
            return new EgressResult.Forbidden();
        }
        catch (Exception e) when (IsTrouble(e) && !cancellation.IsCancellationRequested)
        {
            // Whatever came before the mail itself: nothing left. Nor can reading do harm.
            logger.LogWarning("A call to the mail server of {Account} failed: {Error}", account, e.GetType().Name);
            return new EgressResult.NotSent();
        }
    }

    private async Task<EgressResult> SubmitAsync(HttpDelivery delivery, CancellationToken cancellation)
    {
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(delivery.Body.ToArray(), writable: false), cancellation);
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        if (!await OpenAsync(client, delivery, defaultPort: 465, cancellation)) return Answer(535, MailServer.AtSignIn);
        try
        {
            await client.SendAsync(mail, new MailboxAddress("", delivery.Headers[MailServer.Sender]), [new MailboxAddress("", delivery.Headers[MailServer.Recipient])], cancellation);
        }
        catch (SmtpCommandException e)
        {
            return Answer((int)e.StatusCode, e.ErrorCode switch
            {
                SmtpErrorCode.SenderNotAccepted => MailServer.AtSender,
                SmtpErrorCode.RecipientNotAccepted => MailServer.AtRecipient,
                _ => MailServer.AtMessage,
            });
        }
        catch (NotSupportedException)
        {
            // An address in letters that this server does not know how to pass on.
            return Answer(553, MailServer.AtRecipient);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // The mail may be out: the answer to its last line did not come.
            return new EgressResult.Unknown();
        }

        await LeaveAsync(client);
        var answer = Answer(250, MailServer.AtMessage);
        return answer with { Response = answer.Response with { Headers = new Dictionary<string, string>(answer.Response.Headers) { [MailServer.MessageId] = $"<{mail.MessageId}>" } } };
    }

    private async Task<EgressResult> ReadAsync(HttpDelivery delivery, int maxBytes, CancellationToken cancellation)
    {
        using var client = new ImapClient { CheckCertificateRevocation = false };
        if (!await OpenAsync(client, delivery, defaultPort: 993, cancellation)) return Answer(401, MailServer.AtSignIn);
        if (await LookAsync(client, delivery.Address, cancellation) is not { } folder) return Answer(404, MailServer.AtMessage);
        var cursor = MailboxCursor.Read(delivery.Headers.GetValueOrDefault(MailServer.Cursor));
        var result = cursor is null ? await BeginAsync(folder, cancellation) : await PageAsync(folder, cursor, maxBytes - FrameRoom, cancellation);
        await LeaveAsync(client);
        return result;
    }

    /// <returns>The folder that the address names, opened so that nothing in it can be changed; null when there is none.</returns>
    private static async Task<IMailFolder?> LookAsync(ImapClient client, Uri address, CancellationToken cancellation)
    {
        try
        {
            var name = Uri.UnescapeDataString(address.AbsolutePath.Trim('/'));
            var folder = name.Length == 0 || name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(name, cancellation);
            await folder.OpenAsync(FolderAccess.ReadOnly, cancellation);
            return folder;
        }
        catch (Exception e) when (e is FolderNotFoundException or ImapCommandException)
        {
            return null;
        }
    }

    /// <summary>Whoever waits for this wants to know what to mend, so that each step has an answer of its own.</summary>
    private async Task<EgressResult> TryAsync(HttpDelivery delivery, CancellationToken cancellation)
    {
        var isMailbox = delivery.Address.Scheme is "imap" or "imaps";
        using MailService client = isMailbox ? new ImapClient { CheckCertificateRevocation = false } : new SmtpClient { CheckCertificateRevocation = false };
        var stage = MailServer.AtConnection;
        try
        {
            await ConnectAsync(client, delivery.Address, defaultPort: isMailbox ? 993 : 465, cancellation);
            stage = MailServer.AtSignIn;
            if (!await SignInAsync(client, delivery, cancellation)) return Answer(401, stage);
            stage = MailServer.AtFolder;
            if (client is ImapClient box && await LookAsync(box, delivery.Address, cancellation) is null) return Answer(404, stage);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            return Answer(502, StageOf(e, stage));
        }

        await LeaveAsync(client);
        return Answer(200, stage);
    }

    /// <param name="reached">How far it had come.</param>
    private static string StageOf(Exception e, string reached) => e switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => MailServer.AtName,
        SslHandshakeException => MailServer.AtTls,
        // It has no word for going over to TLS; later, none for signing in with what there is.
        NotSupportedException => reached == MailServer.AtConnection ? MailServer.AtTls : reached,
        CommandException => reached,
        _ => MailServer.AtConnection,
    };

    /// <summary>The very first time nothing is read: what lies there is from before this account was set up.</summary>
    private async Task<EgressResult> BeginAsync(IMailFolder folder, CancellationToken cancellation)
    {
        if (folder.UidNext is null) await folder.StatusAsync(StatusItems.UidNext, cancellation);
        var last = folder.UidNext is { } next ? next.Id - 1 : (await folder.SearchAsync(SearchQuery.All, cancellation)).Select(uid => uid.Id).DefaultIfEmpty(0u).Max();
        return Page([], new MailboxCursor(folder.UidValidity, last, time.GetUtcNow()), hasMore: false);
    }

    private async Task<EgressResult> PageAsync(IMailFolder folder, MailboxCursor cursor, int maxBytes, CancellationToken cancellation)
    {
        var isNumberedAnew = folder.UidValidity != cursor.Validity;
        var found = isNumberedAnew
            // The day before, too: the server's days are of its own zone.
            ? await folder.SearchAsync(SearchQuery.DeliveredAfter(cursor.SeenUntil.UtcDateTime.Date.AddDays(-1)), cancellation)
            : await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(new UniqueId(cursor.Uid + 1), UniqueId.MaxValue)), cancellation);
        // Asked for what comes after the last mail, a server names the last mail.
        var waiting = found.Where(uid => isNumberedAnew || uid.Id > cursor.Uid).OrderBy(uid => uid.Id).ToList();
        if (waiting.Count == 0) return Page([], isNumberedAnew ? await NowAsync(folder, cursor, cancellation) : cursor, hasMore: false);
        var some = waiting.Take(MaxMails).ToList();
        var sizes = (await folder.FetchAsync(some, MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, cancellation)).ToDictionary(one => one.UniqueId.Id);
        var mails = new List<MailboxMail>();
        var (next, taken) = (cursor with { Validity = folder.UidValidity }, 0);
        foreach (var uid in some)
        {
            // One that was deleted meanwhile is not there to be read.
            if (sizes.TryGetValue(uid.Id, out var known))
            {
                var size = known.Size is { } bytes && bytes < maxBytes ? (int)bytes : maxBytes;
                if (mails.Count > 0 && taken + size > Math.Min(PageBytes, maxBytes)) break;
                if (await ReadAsync(folder, uid, known.Size > maxBytes ? maxBytes : null, cancellation) is { } mail)
                {
                    mails.Add(mail);
                    taken += mail.Bytes.Length;
                }
            }

            next = next with { Uid = uid.Id, SeenUntil = known?.InternalDate is { } at && at > next.SeenUntil ? at : next.SeenUntil };
        }

        return Page(mails, next, hasMore: waiting[^1].Id > next.Uid);
    }

    /// <summary>Numbered anew, and nothing in it that might be new.</summary>
    private static async Task<MailboxCursor> NowAsync(IMailFolder folder, MailboxCursor cursor, CancellationToken cancellation)
    {
        if (folder.UidNext is null) await folder.StatusAsync(StatusItems.UidNext, cancellation);
        return cursor with { Validity = folder.UidValidity, Uid = folder.UidNext is { } next ? next.Id - 1 : 0 };
    }

    /// <param name="first">Bytes to read where that is not the whole.</param>
    /// <returns>Null when it is not there any more.</returns>
    private static async Task<MailboxMail?> ReadAsync(IMailFolder folder, UniqueId uid, int? first, CancellationToken cancellation)
    {
        try
        {
            await using var stream = first is { } limit ? await folder.GetStreamAsync(uid, "", 0, limit, cancellation) : await folder.GetStreamAsync(uid, "", cancellation);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancellation);
            return new MailboxMail(bytes.ToArray(), first is not null);
        }
        catch (MessageNotFoundException)
        {
            return null;
        }
    }

    /// <returns>False when nobody is let in with these words.</returns>
    private async Task<bool> OpenAsync(MailService client, HttpDelivery delivery, int defaultPort, CancellationToken cancellation)
    {
        await ConnectAsync(client, delivery.Address, defaultPort, cancellation);
        return await SignInAsync(client, delivery, cancellation);
    }

    private async Task ConnectAsync(MailService client, Uri address, int defaultPort, CancellationToken cancellation)
    {
        var inTls = address.Scheme is "smtps" or "imaps";
        var isHere = !inTls && IPAddress.TryParse(address.DnsSafeHost, out var literal) && IPAddress.IsLoopback(literal);
        var port = address.Port > 0 ? address.Port : inTls ? defaultPort : PlainPort(defaultPort);
        var socket = await connect(address.DnsSafeHost, port, isHere, cancellation);
        try
        {
            await client.ConnectAsync(socket, address.DnsSafeHost, port, inTls ? SecureSocketOptions.SslOnConnect : isHere ? SecureSocketOptions.None : SecureSocketOptions.StartTls, cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<bool> SignInAsync(MailService client, HttpDelivery delivery, CancellationToken cancellation)
    {
        try
        {
            var user = delivery.Headers[MailServer.User];
            if (delivery.Headers.TryGetValue(MailServer.Token, out var token)) await client.AuthenticateAsync(new SaslMechanismOAuth2(user, token), cancellation);
            else await client.AuthenticateAsync(user, delivery.Headers[MailServer.Password], cancellation);
            return true;
        }
        catch (AuthenticationException)
        {
            return false;
        }
    }

    /// <summary>Submission beside 465, and IMAP beside 993.</summary>
    private static int PlainPort(int tlsPort) => tlsPort == 465 ? 587 : 143;

    /// <summary>A good-bye that is not heard changes nothing any more.</summary>
    private static async Task LeaveAsync(MailService client)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // The work is done.
        }
    }

    private EgressResult.Answered Page(IReadOnlyList<MailboxMail> mails, MailboxCursor next, bool hasMore)
    {
        var headers = new Dictionary<string, string> { [MailServer.Cursor] = next.ToString() };
        if (hasMore) headers[MailServer.HasMore] = "true";
        return new EgressResult.Answered(new DeliveryResponse(200, MailboxPage.Write(mails)) { At = time.GetUtcNow(), Headers = headers });
    }

    private EgressResult.Answered Answer(int status, string stage) =>
        new(new DeliveryResponse(status, default) { At = time.GetUtcNow(), Headers = new Dictionary<string, string> { [MailServer.Stage] = stage } });

    private static bool IsTrouble(Exception e) =>
        e is IOException or SocketException or ProtocolException or CommandException or SslHandshakeException or NotSupportedException or ServiceNotConnectedException or OperationCanceledException;
}
