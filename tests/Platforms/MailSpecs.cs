using System.Text;
using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>
/// Mails as <c>nodemailer</c> composes them, answers as SendGrid's own client sends them, and what became of them as SendGrid's own library believes it.
/// </summary>
public sealed class MailSpecs(PlatformSystem system) : PlatformSpec(system, "email-mime")
{
    private readonly string customer = $"ana.{Next()}@customer.example";
    private readonly string messageId = $"<{Guid.NewGuid():N}@customer.example>";

    [Fact]
    public async Task A_mail_that_nodemailer_composes_is_stored()
    {
        var text = Unique("您好，订单 #7 到哪了？");

        await ThenStoredAsync(await MailAsync(text), text);
    }

    [Fact]
    public async Task A_mail_without_the_right_name_and_password_is_refused() =>
        await ThenRefusedAsync(await MailAsync(Unique("forged"), "mail:another"));

    [Fact]
    public async Task An_answer_is_sent_as_SendGrid_s_own_client_sends_it()
    {
        var (text, answer) = (Unique("question"), Unique("答复 & more"));
        await AnswerAsync(await ThenStoredAsync(await MailAsync(text), text), answer);

        var ours = await Platforms.OursAsync("sendgrid", answer);
        await LibraryAsync("sendgrid", "send", new
        {
            platform = Platforms.AddressOfLibrary("sendgrid"), apiKey = Setting("api_key"), to = customer, from = Setting("from"), fromName = Setting("from_name"),
            subject = "Re: 订单 #7", text = answer, operation = ours.Fields["custom_args.operation_id"],
            headers = new Dictionary<string, string>
            {
                ["Message-ID"] = ours.Fields["personalizations[0].headers.Message-ID"], ["In-Reply-To"] = messageId, ["References"] = messageId, ["X-Auto-Response-Suppress"] = "OOF, AutoReply",
            },
        });
        var theirs = await Platforms.LibrarysAsync("sendgrid", answer);

        Assert.Equal(theirs.Path, ours.Path);
        Assert.Equal(theirs.Header("Authorization"), ours.Header("Authorization"));
        Assert.Equal(theirs.Without(), ours.Without());
    }

    [Fact]
    public async Task News_of_an_answer_that_SendGrid_s_library_believes_is_noted_and_a_changed_one_is_refused()
    {
        var (text, answer) = (Unique("question"), Unique("answer"));
        var conversation = await ThenStoredAsync(await MailAsync(text), text);
        await AnswerAsync(conversation, answer);
        var sent = await Platforms.OursAsync("sendgrid", answer);
        await ThenHappenedAsync(conversation, "deliveryRecorded", "status", "delivered");
        var news = await LibraryAsync<SignedRequest>("sendgrid", "sign", new
        {
            publicKey = Omni.Accounts.SendGrid.PublicKey,
            privateKey = Omni.Accounts.SendGrid.PrivateKey,
            // The line end after it is signed as well.
            body = JsonSerializer.Serialize(new[] { new { email = customer, @event = "delivered", sg_event_id = $"e{Next()}", sg_message_id = $"{sent.Id}.recvd-1", timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), operation_id = sent.Fields["custom_args.operation_id"] } }) + "\r\n",
        });

        Assert.False((await LibraryAsync("sendgrid", "believes", new { publicKey = Omni.Accounts.SendGrid.PublicKey, request = news.Tampered() })).GetBoolean());
        await ThenRefusedAsync(news.Tampered());
        ThenTaken(await SendAsync(news));
        await ThenHappenedAsync(conversation, "receiptRecorded", "state", "delivered");
    }

    private async Task<SignedRequest> MailAsync(string text, string? credentials = null) => new(
        null,
        new Dictionary<string, string>
        {
            ["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials ?? Setting("basic_auth"))),
            ["Content-Type"] = "message/rfc822",
        },
        Encoding.UTF8.GetString(Convert.FromBase64String(await LibraryAsync<string>("mail", "compose", new { from = $"王安娜 <{customer}>", to = Setting("from"), subject = "订单 #7", text, messageId }))));

    private static bool Is(JsonElement entry, string member, string value) => entry.GetProperty(member).GetString() == value;

    private Task ThenHappenedAsync(string conversation, string type, string member, string value) => EventuallyAsync(
        async () => (await Omni.Supervisor.EntriesAsync(conversation)).Any(entry => Is(entry, "type", type) && Is(entry, member, value)),
        $"{type} with {member} {value}");
}

/// <summary>The same without SendGrid: <c>smtp-server</c> takes what leaves, and <c>postal-mime</c> reads it.</summary>
public sealed class SubmittedMailSpecs(PlatformSystem system) : PlatformSpec(system, "email-mime", PlatformAccounts.MailServer)
{
    [Fact]
    public async Task An_answer_is_taken_by_a_mail_server_and_read_as_the_next_of_its_thread()
    {
        var (text, answer) = (Unique("question"), Unique("答复 & <more>"));
        var (customer, messageId) = ($"li.{Next()}@customer.example", $"<{Guid.NewGuid():N}@customer.example>");
        var asked = Encoding.UTF8.GetString(Convert.FromBase64String(await LibraryAsync<string>("mail", "compose", new { from = $"李雷 <{customer}>", to = Setting("from"), subject = "订单 #7", text, messageId })));
        var credentials = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Setting("basic_auth")));
        await AnswerAsync(await ThenStoredAsync(new SignedRequest(null, new Dictionary<string, string> { ["Authorization"] = credentials, ["Content-Type"] = "message/rfc822" }, asked), text), answer);

        JsonElement taken = default;
        await EventuallyAsync(async () => (taken = await LibraryAsync("mailserver", "find", new { text = answer })).ValueKind == JsonValueKind.Object, "a mail with the answer");

        Assert.Equal((Setting("from"), customer), (taken.GetProperty("from").GetString(), Assert.Single(taken.GetProperty("to").EnumerateArray()).GetString()));
        var mail = taken.GetProperty("mail");
        Assert.Equal((answer, "Re: 订单 #7"), (mail.GetProperty("text").GetString()!.TrimEnd(), mail.GetProperty("subject").GetString()));
        Assert.Equal((messageId, messageId), (mail.GetProperty("inReplyTo").GetString(), mail.GetProperty("references").GetString()));
        Assert.Equal((Setting("from"), Setting("from_name")), (mail.GetProperty("from").GetProperty("address").GetString(), mail.GetProperty("from").GetProperty("name").GetString()));
        Assert.EndsWith("@omni.example>", mail.GetProperty("messageId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_comes_back_as_a_mail_is_shown_as_failed_with_the_reason_and_opens_nothing()
    {
        var (text, answer) = (Unique("question"), Unique("answer"));
        var (customer, messageId) = ($"li.{Next()}@customer.example", $"<{Guid.NewGuid():N}@customer.example>");
        var conversation = await ThenStoredAsync(Posted($"From: {customer}\r\nTo: {Setting("from")}\r\nMessage-ID: {messageId}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}"), text);
        await AnswerAsync(conversation, answer);
        JsonElement taken = default;
        await EventuallyAsync(async () => (taken = await LibraryAsync("mailserver", "find", new { text = answer })).ValueKind == JsonValueKind.Object, "a mail with the answer");
        var ours = taken.GetProperty("mail").GetProperty("messageId").GetString();
        await EventuallyAsync(async () => (await Omni.Supervisor.EntriesAsync(conversation)).Any(entry => entry.GetProperty("type").GetString() == "deliveryRecorded"), "the answer handed over");

        ThenTaken(await SendAsync(Posted(
            $"Return-Path: <>\r\nFrom: MAILER-DAEMON\r\nTo: {Setting("from")}\r\nMessage-ID: <{Guid.NewGuid():N}@mx.example>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
            + $"--x\r\n\r\nSorry.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {customer}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n"
            + $"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nTo: {customer}\r\nMessage-ID: {ours}\r\n\r\n--x--\r\n")));

        await EventuallyAsync(
            async () => (await Omni.Supervisor.EntriesAsync(conversation)).Any(entry => entry.GetProperty("type").GetString() == "receiptRecorded"
                && (entry.GetProperty("state").GetString(), entry.GetProperty("errorCode").GetString()) == ("failed", "550 no such user")),
            "the answer failed");
        Assert.DoesNotContain(await Omni.Supervisor.EntriesAsync(conversation), entry => entry.ToString().Contains("mailer-daemon", StringComparison.OrdinalIgnoreCase));
    }

    private SignedRequest Posted(string mail) => new(
        null,
        new Dictionary<string, string> { ["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Setting("basic_auth"))), ["Content-Type"] = "message/rfc822" },
        mail);
}
