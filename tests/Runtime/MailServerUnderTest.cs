using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OmniFunctions.Tests.Runtime;

/// <summary>A mail server of one mailbox: takes mails by SMTP, and shows a folder by IMAP, as much of either as a client needs to send and to read. Every line may be answered otherwise by a spec.</summary>
public sealed class MailServerUnderTest : IAsyncDisposable
{
    public const string User = "box";
    public const string Password = "app-password";
    private static readonly string SignIn = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0{Password}"));
    private readonly TcpListener smtp = new(IPAddress.Loopback, 0);
    private readonly TcpListener imap = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly List<Task> running = [];
    private readonly List<StoredMail> folder = [];

    public MailServerUnderTest()
    {
        smtp.Start();
        imap.Start();
        running.Add(ListenAsync(smtp, SubmitAsync));
        running.Add(ListenAsync(imap, ShowAsync));
    }

    public string SmtpUrl => $"smtp://127.0.0.1:{((IPEndPoint)smtp.LocalEndpoint).Port}";

    public string ImapUrl => $"imap://127.0.0.1:{((IPEndPoint)imap.LocalEndpoint).Port}";

    /// <summary>What was handed over, envelope first.</summary>
    public ConcurrentQueue<(string From, string To, string Mail)> Taken { get; } = new();

    /// <summary>What the clients said, in their order.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>What is said to a line of SMTP that begins so, in the place of the usual; null cuts the connection.</summary>
    public ConcurrentDictionary<string, string?> Instead { get; } = new();

    public uint Validity { get; set; } = 7;

    public uint NextUid { get; private set; } = 100;

    /// <param name="at">When it came in.</param>
    public void Put(string mail, DateTimeOffset at)
    {
        lock (folder) folder.Add(new StoredMail(NextUid++, at, Encoding.UTF8.GetBytes(mail)));
    }

    /// <summary>The server has lost its numbers, and begins again.</summary>
    public void NumberAnew()
    {
        lock (folder)
        {
            (Validity, NextUid) = (Validity + 1, 1);
            for (var at = 0; at < folder.Count; at++) folder[at] = folder[at] with { Uid = NextUid++ };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        smtp.Stop();
        imap.Stop();
        await Task.WhenAll(running);
        end.Dispose();
    }

    private async Task ListenAsync(TcpListener listener, Func<StreamReader, StreamWriter, Task> serve)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await serve(reader, writer);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client has gone, or this server goes.
            }
        }
    }

    private async Task SubmitAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("220 mail.example ESMTP");
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync(end.Token) is { } line)
        {
            Said.Enqueue(line);
            var usual = line.Split(' ')[0].ToUpperInvariant() switch
            {
                "EHLO" => "250-mail.example\r\n250-AUTH PLAIN\r\n250-8BITMIME\r\n250 SIZE 31457280",
                "AUTH" => line.EndsWith(SignIn, StringComparison.Ordinal) ? "235 in" : "535 5.7.8 no",
                "MAIL" or "RCPT" or "RSET" => "250 ok",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "502 unknown",
            };
            if (line.StartsWith("MAIL", StringComparison.Ordinal)) from = Address(line);
            if (line.StartsWith("RCPT", StringComparison.Ordinal)) to = Address(line);
            if (await SayAsync(writer, line, usual) is not { } said) return;
            if (!said.StartsWith("354", StringComparison.Ordinal)) continue;
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(end.Token) is { } text && text != ".") mail.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
            if (await SayAsync(writer, ".", "250 queued") is not { } answer) return;
            if (answer.StartsWith("250", StringComparison.Ordinal)) Taken.Enqueue((from, to, mail.ToString()));
        }
    }

    /// <returns>Null when the connection is cut.</returns>
    private async Task<string?> SayAsync(StreamWriter writer, string line, string usual)
    {
        var other = Instead.FirstOrDefault(one => line.StartsWith(one.Key, StringComparison.Ordinal));
        var said = other.Key is null ? usual : other.Value;
        if (said is not null) await writer.WriteLineAsync(said);
        return said;
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private async Task ShowAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hello");
        while (await reader.ReadLineAsync(end.Token) is { } line)
        {
            Said.Enqueue(line);
            var (tag, command) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var done = "OK done";
            StoredMail[] mails;
            lock (folder) mails = [.. folder];
            if (command.StartsWith("AUTHENTICATE", StringComparison.Ordinal)) done = command.EndsWith(SignIn, StringComparison.Ordinal) ? "OK in" : "NO [AUTHENTICATIONFAILED] no";
            else if (command.StartsWith("CAPABILITY", StringComparison.Ordinal)) await writer.WriteLineAsync("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN");
            else if (command.StartsWith("LIST", StringComparison.Ordinal))
            {
                await writer.WriteAsync(
                    command.EndsWith("\"\"", StringComparison.Ordinal) ? "* LIST (\\Noselect) \"/\" \"\"\r\n"
                    : command.EndsWith("INBOX", StringComparison.Ordinal) || command.EndsWith("\"INBOX\"", StringComparison.Ordinal) ? "* LIST () \"/\" INBOX\r\n"
                    : "");
            }
            else if (command.StartsWith("EXAMINE", StringComparison.Ordinal))
            {
                done = "OK [READ-ONLY] done";
                await writer.WriteAsync($"* FLAGS ()\r\n* {mails.Length} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {Validity}] v\r\n* OK [UIDNEXT {NextUid}] n\r\n");
            }
            else if (command.StartsWith("UID SEARCH", StringComparison.Ordinal)) await writer.WriteLineAsync("* SEARCH" + string.Concat(Found(command, mails).Select(mail => $" {mail.Uid}")));
            else if (command.StartsWith("UID FETCH", StringComparison.Ordinal)) await FetchAsync(writer, command, mails);
            else if (command.StartsWith("LOGOUT", StringComparison.Ordinal)) await writer.WriteLineAsync("* BYE");
            else done = "BAD unknown";
            await writer.WriteLineAsync($"{tag} {done}");
            if (command.StartsWith("LOGOUT", StringComparison.Ordinal)) return;
        }
    }

    /// <summary>As a real one: of a range that begins behind the last mail, the last mail is a part.</summary>
    private static IEnumerable<StoredMail> Found(string command, StoredMail[] mails)
    {
        if (command.Split(" SINCE ") is [_, var day]) return mails.Where(mail => mail.At.UtcDateTime.Date >= DateTime.ParseExact(day.Trim(), "d-MMM-yyyy", CultureInfo.InvariantCulture));
        var first = uint.Parse(command.Split(' ')[^1].Split(':')[0], CultureInfo.InvariantCulture);
        return mails.Where((mail, at) => mail.Uid >= first || at == mails.Length - 1);
    }

    private static async Task FetchAsync(StreamWriter writer, string command, StoredMail[] mails)
    {
        var wanted = command.Split(' ')[2].Split(',').SelectMany(part => part.Split(':') is [var first, var last]
            ? Enumerable.Range(int.Parse(first, CultureInfo.InvariantCulture), int.Parse(last, CultureInfo.InvariantCulture) - int.Parse(first, CultureInfo.InvariantCulture) + 1)
            : [int.Parse(part, CultureInfo.InvariantCulture)]).Select(uid => (uint)uid).ToHashSet();
        for (var at = 0; at < mails.Length; at++)
        {
            var mail = mails[at];
            if (!wanted.Contains(mail.Uid)) continue;
            var head = $"* {at + 1} FETCH (UID {mail.Uid}";
            if (!command.Contains("BODY.PEEK[]", StringComparison.Ordinal))
            {
                await writer.WriteLineAsync($"{head} RFC822.SIZE {mail.Bytes.Length} INTERNALDATE \"{mail.At.UtcDateTime.ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\")");
                continue;
            }

            // BODY.PEEK[]<0.n> is answered as BODY[]<0>.
            var limit = command.IndexOf("<0.", StringComparison.Ordinal) is > 0 and var begin ? int.Parse(command[(begin + 3)..command.IndexOf('>', begin)], CultureInfo.InvariantCulture) : int.MaxValue;
            var text = Encoding.Latin1.GetString(mail.Bytes.AsSpan(0, Math.Min(limit, mail.Bytes.Length)));
            await writer.WriteAsync($"{head} BODY[]{(limit == int.MaxValue ? "" : "<0>")} {{{text.Length}}}\r\n{text})\r\n");
        }
    }

    private sealed record StoredMail(uint Uid, DateTimeOffset At, byte[] Bytes);
}
