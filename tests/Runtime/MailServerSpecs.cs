using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>Mail over real connections to a mail server: what became of one that was handed over is told as it is, and none in a mailbox is lost or read as two.</summary>
public sealed class MailServerSpecs : IAsyncLifetime
{
    private static readonly AccountKey Box = new(RuntimeUnderTest.Tenant, "email-mime", "box");
    private readonly ManualTime time = new();
    private readonly MailServerUnderTest server = new();
    private RuntimeUnderTest runtime = null!;

    public async Task InitializeAsync() => runtime = await RuntimeUnderTest.StartAsync(settings: Settings(server.SmtpUrl, server.ImapUrl, MailServerUnderTest.Password), time: time);

    public async Task DisposeAsync()
    {
        await runtime.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_is_handed_over_under_its_own_id()
    {
        var sent = await SendAsync("您好\r\n.\r\n.hidden");

        var delivered = Assert.IsType<DeliveryOutcome.Delivered>(sent);
        var (from, to, mail) = Assert.Single(server.Taken);
        Assert.Equal(("support@omni.example", "li@example.com"), (from, to));
        Assert.Contains($"Message-Id: {delivered.PlatformMessageId}", mail, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 no such user", DeliveryRefusal.RecipientUnknown, "550")]
    [InlineData("MAIL", "553 5.7.1 not yours", DeliveryRefusal.AccountNotConfigured, "553")]
    [InlineData("DATA", "554 5.7.1 spam", DeliveryRefusal.NotPermitted, "554")]
    [InlineData(".", "552 5.3.4 too large", DeliveryRefusal.TooLong, "552")]
    public async Task A_refusal_is_told_with_its_reason(string at, string answer, DeliveryRefusal reason, string code)
    {
        server.Instead[at] = answer;

        Assert.Equal(new DeliveryOutcome.Rejected(reason, code), await SendAsync("x"));
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task One_that_is_put_off_waits()
    {
        server.Instead["RCPT"] = "451 4.7.1 later";

        Assert.IsType<DeliveryOutcome.Throttled>(await SendAsync("x"));
    }

    [Fact]
    public async Task A_line_that_breaks_before_the_mail_leaves_nothing_unknown_and_one_behind_it_does()
    {
        server.Instead["EHLO"] = null;
        Assert.IsType<EgressResult.NotSent>(await CallAsync(Compose("x")));
        server.Instead.Clear();

        server.Instead["."] = null;
        Assert.IsType<EgressResult.Unknown>(await CallAsync(Compose("x")));
    }

    [Fact]
    public async Task Who_is_not_let_in_has_handed_over_nothing()
    {
        await using var other = await RuntimeUnderTest.StartAsync(settings: Settings(server.SmtpUrl, server.ImapUrl, "wrong"), time: time);

        var answered = Assert.IsType<EgressResult.Answered>(await CallAsync(Compose("x", other), other));
        Assert.Equal((535, MailServer.AtSignIn), (answered.Response.Status, answered.Response.Headers[MailServer.Stage]));
        Assert.Empty(server.Taken);
    }

    [Theory]
    [InlineData("smtp://10.0.0.1:25")]
    [InlineData("smtps://127.0.0.1:465")]
    [InlineData("smtp://localhost:25")]
    [InlineData("smtps://[::ffff:169.254.169.254]:465")]
    public async Task A_server_inside_is_not_called(string address)
    {
        await using var other = await RuntimeUnderTest.StartAsync(settings: Settings(address, server.ImapUrl, MailServerUnderTest.Password), time: time);

        Assert.IsType<EgressResult.Forbidden>(await CallAsync(Compose("x", other), other));
    }

    [Fact]
    public async Task What_lies_in_the_mailbox_already_is_not_read_and_what_comes_then_is()
    {
        Put("old");
        await ReadAsync();
        Put("first");
        Put("second");
        await ReadAsync();

        Assert.Equal(["<first@example.com>", "<second@example.com>"], await TakenAsync(2));
        var fetched = Fetched();
        await ReadAsync();
        // Asked for what comes after the last mail, a server names the last mail: that is not fetched again.
        Assert.Equal(fetched, Fetched());
        Put("third");
        await ReadAsync();
        Assert.Equal(["<third@example.com>"], await TakenAsync(1));
        Assert.True(Fetched() > fetched);
        // Nothing is marked, moved or thrown away.
        Assert.DoesNotContain(server.Said, line => line.Contains("STORE", StringComparison.Ordinal) || line.Contains("SELECT", StringComparison.Ordinal) || line.Contains("EXPUNGE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_death_between_keeping_and_remembering_where_loses_nothing_and_doubles_nothing()
    {
        await ReadAsync();
        Put("first");
        Put("second");
        // What a reader brought on the queue who fell over before the cursor was kept.
        await KeepAsync(["first"]);
        await ReadAsync();

        Assert.Equal(["<first@example.com>", "<second@example.com>"], await TakenAsync(2));
    }

    [Fact]
    public async Task More_than_a_page_is_read_to_the_end_in_its_order()
    {
        await ReadAsync();
        var ids = Enumerable.Range(1, 45).Select(number => $"m{number:00}").ToList();
        foreach (var id in ids) Put(id);
        await ReadAsync();

        Assert.Equal(ids.Select(id => $"<{id}@example.com>"), await TakenAsync(45));
    }

    [Fact]
    public async Task A_server_that_has_numbered_its_mails_anew_brings_what_is_new_and_nothing_twice()
    {
        Put("old", time.GetUtcNow().AddDays(-10));
        await ReadAsync();
        Put("first");
        await ReadAsync();
        Put("second");
        server.NumberAnew();
        await ReadAsync();
        Put("third");
        await ReadAsync();

        Assert.Equal(["<first@example.com>", "<second@example.com>", "<third@example.com>"], await TakenAsync(3));
    }

    [Fact]
    public async Task A_mail_larger_than_any_may_be_comes_without_its_end_and_holds_up_no_other()
    {
        await ReadAsync();
        server.Put(Mail("huge", new string('x', 200_000)), time.GetUtcNow());
        Put("next");
        var account = Account();
        var (stream, cursor) = (Assert.Single(EmailChannel.Mime.PolledStreams(account)), new MailboxCursor(7, 99, time.GetUtcNow()).ToString());
        var request = EmailChannel.Mime.PullRequest(new PullPosition(stream, cursor), account, null, time.GetUtcNow())!;

        var first = Assert.IsType<EgressResult.Answered>(await runtime.Get<EgressClient>().SendAsync(request, account, 100_000, CancellationToken.None)).Response;
        var page = Assert.IsType<Pulled.Page>(EmailChannel.Mime.ReadPulled(first, new PullPosition(stream, cursor), account));

        Assert.True(first.Body.Length <= 100_000);
        Assert.Equal(("<huge@example.com>", true, true), (Assert.Single(page.Items).MessageId, page.Items[0].Details["mail_cut"].Flag, page.HasMore));
    }

    [Fact]
    public async Task A_mailbox_nobody_is_let_into_and_a_folder_that_is_not_there_are_told()
    {
        var account = Account();
        var stream = Assert.Single(EmailChannel.Mime.PolledStreams(account));
        var request = EmailChannel.Mime.PullRequest(new PullPosition(stream, null), account, null, time.GetUtcNow())!;

        var shut = await CallAsync(request with { Headers = new Dictionary<string, string>(request.Headers) { [MailServer.Password] = "wrong" } });
        var missing = await CallAsync(request with { Address = new Uri(server.ImapUrl + "/Nowhere") });

        Assert.Equal([401, 404], new[] { shut, missing }.Select(result => Assert.IsType<EgressResult.Answered>(result).Response.Status));
    }

    [Fact]
    public async Task A_server_that_does_not_go_over_to_TLS_hears_no_password()
    {
        // By its name it is not this machine, as the address of somebody's server would be.
        await using var other = await RuntimeUnderTest.StartAsync(
            settings: new(Settings(server.SmtpUrl.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), server.ImapUrl.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), MailServerUnderTest.Password)) { [EgressOptions.Setting] = "true" },
            time: time);
        var account = other.Get<ChannelAccounts>().Find(Box)!;
        var reading = EmailChannel.Mime.PullRequest(new PullPosition(Assert.Single(EmailChannel.Mime.PolledStreams(account)), null), account, null, time.GetUtcNow())!;

        Assert.IsType<EgressResult.NotSent>(await CallAsync(Compose("x", other), other));
        Assert.IsType<EgressResult.NotSent>(await CallAsync(reading, other));
        Assert.NotEmpty(server.Said);
        Assert.DoesNotContain(server.Said, line => line.Contains("AUTH", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_trial_signs_in_and_looks_into_the_folder_and_leaves_nothing_behind()
    {
        Put("there");

        Assert.Equal([("smtp", null), ("imap", null)], await TryAsync(Account()));
        Assert.Empty(server.Taken);
        Assert.Contains(server.Said, line => line.Contains("EXAMINE", StringComparison.Ordinal));
        Assert.Contains("QUIT", server.Said);
        Assert.DoesNotContain(server.Said, line => line.StartsWith("MAIL", StringComparison.Ordinal) || line.Contains("SELECT", StringComparison.Ordinal) || line.Contains("FETCH", StringComparison.Ordinal) || line.Contains("STORE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trial_says_at_which_step_it_fails()
    {
        var account = Account();

        Assert.Equal([("smtp", TrialFault.SignInRefused), ("imap", TrialFault.SignInRefused)], await TryAsync(With(account, (EmailSettings.Password, "wrong"))));
        Assert.Equal([("smtp", null), ("imap", TrialFault.FolderUnknown)], await TryAsync(With(account, (EmailSettings.ImapUrl, server.ImapUrl + "/Nowhere"))));
        Assert.Equal(
            [("smtp", TrialFault.Unreachable), ("imap", TrialFault.NameUnknown)],
            await TryAsync(With(account, (EmailSettings.SmtpUrl, "smtp://127.0.0.1:1"), (EmailSettings.ImapUrl, "imaps://nowhere.invalid"))));
    }

    [Fact]
    public async Task A_trial_tells_a_server_without_TLS_from_one_that_is_not_there()
    {
        await using var inside = await RuntimeUnderTest.StartAsync(settings: new(Settings(server.SmtpUrl, server.ImapUrl, MailServerUnderTest.Password)) { [EgressOptions.Setting] = "true" }, time: time);
        var (smtp, imap) = (server.SmtpUrl.Replace("smtp:", "smtps:", StringComparison.Ordinal), server.ImapUrl.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        Assert.Equal([("smtp", TrialFault.TlsFailed), ("imap", TrialFault.TlsFailed)], await TryAsync(With(Account(), (EmailSettings.SmtpUrl, smtp), (EmailSettings.ImapUrl, imap)), inside));
        Assert.DoesNotContain(server.Said, line => line.Contains(MailServerUnderTest.Password, StringComparison.Ordinal) || line.Contains("LOGIN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trial_takes_the_one_way_out()
    {
        var trial = EmailChannel.Mime.Trials(With(Account(), (EmailSettings.ImapUrl, "imaps://10.0.0.1")), null)[1];

        Assert.IsType<EgressResult.Forbidden>(await CallAsync(trial.Request));
    }

    private static ChannelAccount With(ChannelAccount account, params IReadOnlyList<(string Name, string Value)> settings) =>
        account with { Settings = account.Settings.Where(one => settings.All(other => other.Name != one.Key)).Concat(settings.Select(one => new KeyValuePair<string, string>(one.Name, one.Value))).ToDictionary() };

    private async Task<IReadOnlyList<(string What, TrialFault? Fault)>> TryAsync(ChannelAccount account, RuntimeUnderTest? of = null)
    {
        var results = new List<(string, TrialFault?)>();
        foreach (var trial in EmailChannel.Mime.Trials(account, null)) results.Add((trial.What, EmailChannel.Mime.ReadTrial(Assert.IsType<EgressResult.Answered>(await CallAsync(trial.Request, of)).Response)));
        return results;
    }

    private int Fetched() => server.Said.Count(line => line.Contains("FETCH", StringComparison.Ordinal));

    private static Dictionary<string, string?> Settings(string smtp, string imap, string password) => new()
    {
        ["Omni:Accounts:demo:email-mime:box:basic_auth"] = "u:p",
        ["Omni:Accounts:demo:email-mime:box:from"] = "support@omni.example",
        ["Omni:Accounts:demo:email-mime:box:smtp_url"] = smtp,
        ["Omni:Accounts:demo:email-mime:box:imap_url"] = imap,
        ["Omni:Accounts:demo:email-mime:box:mail_user"] = MailServerUnderTest.User,
        ["Omni:Accounts:demo:email-mime:box:mail_password"] = password,
        ["Omni:Accounts:demo:email-mime:box:thread_key"] = "seals our ids",
    };

    private ChannelAccount Account() => runtime.Get<ChannelAccounts>().Find(Box)!;

    private HttpDelivery Compose(string text, RuntimeUnderTest? of = null) => Assert.IsType<HttpDelivery>(EmailChannel.Mime.Compose(
        new OutgoingMessage("op-1", "li@example.com", null, new OutgoingContent.Text(text)) { At = time.GetUtcNow() }, (of ?? runtime).Get<ChannelAccounts>().Find(Box)!, null));

    private Task<EgressResult> CallAsync(HttpDelivery delivery, RuntimeUnderTest? of = null) => (of ?? runtime).Get<EgressClient>().SendAsync(delivery, Account(), CancellationToken.None);

    private async Task<DeliveryOutcome> SendAsync(string text) =>
        EmailChannel.Mime.Interpret(Assert.IsType<EgressResult.Answered>(await CallAsync(Compose(text))).Response, time.GetUtcNow());

    private void Put(string id, DateTimeOffset? at = null) => server.Put(Mail(id, "hello"), at ?? time.GetUtcNow());

    private static string Mail(string id, string text) => $"From: Li <li@example.com>\r\nTo: support@omni.example\r\nSubject: s\r\nMessage-ID: <{id}@example.com>\r\n\r\n{text}\r\n";

    /// <summary>A minute later, as the timer does.</summary>
    private async Task ReadAsync()
    {
        time.Advance(TimeSpan.FromMinutes(1));
        await runtime.Get<Pulls>().RunAsync();
    }

    private async Task KeepAsync(IReadOnlyList<string> ids)
    {
        var parsed = ids.Select(id => EmailChannel.Mime.Parse(new WebhookRequest("POST", "/", new Dictionary<string, string>(), new Dictionary<string, string>(), default), Encoding.UTF8.GetBytes(Mail(id, "hello")), Account()));
        await runtime.Get<InboundMessages>().SendAsync([.. parsed.OfType<Parsed.Items>().SelectMany(items => items.List).Select(item => new Envelope(Box, item, time.GetUtcNow()))], CancellationToken.None);
    }

    /// <summary>The ids of the mails on the queue, and that there are no more.</summary>
    private async Task<IReadOnlyList<string>> TakenAsync(int count)
    {
        var taken = await runtime.TakeInboundAsync(count);
        Assert.Equal(count, taken.Count);
        return [.. taken.Select(message => runtime.Get<InboundMessages>().Open(InboundMessages.IdOf(message), message.Body).Item.MessageId!)];
    }
}
