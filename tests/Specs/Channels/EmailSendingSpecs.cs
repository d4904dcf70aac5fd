using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>Mail that leaves, and how its answers are known.</summary>
public sealed class EmailSendingSpecs
{
    private static readonly EmailChannel Channel = EmailChannel.SendGrid;
    private static readonly AnsweredItem Asked = new("<m2@example.com>", null, Now, new Dictionary<string, Detail>(), new Mail("订单 1024", "<m1@example.com>", ["<m0@example.com>", "<m1@example.com>"]));

    [Fact]
    public void An_answer_stands_in_its_thread()
    {
        var delivery = Assert.IsType<HttpDelivery>(Compose(new OutgoingContent.Text("退了。"), Asked));
        var mail = JsonDocument.Parse(delivery.Body).RootElement;

        Assert.Equal(("POST", "https://api.sendgrid.com/v3/mail/send", "Bearer SG.1"), (delivery.Method, delivery.Address.AbsoluteUri, delivery.Headers["Authorization"]));
        var to = mail.GetProperty("personalizations")[0];
        Assert.Equal("li@example.com", to.GetProperty("to")[0].GetProperty("email").GetString());
        Assert.Equal("<m2@example.com>", to.GetProperty("headers").GetProperty("In-Reply-To").GetString());
        Assert.Equal("<m0@example.com> <m1@example.com> <m2@example.com>", to.GetProperty("headers").GetProperty("References").GetString());
        Assert.EndsWith("@omni.example>", to.GetProperty("headers").GetProperty("Message-ID").GetString(), StringComparison.Ordinal);
        Assert.Equal(("support@omni.example", "Omni"), (mail.GetProperty("from").GetProperty("email").GetString(), mail.GetProperty("from").GetProperty("name").GetString()));
        Assert.Equal("Re: 订单 1024", mail.GetProperty("subject").GetString());
        Assert.Equal(("text/plain", "退了。"), (mail.GetProperty("content")[0].GetProperty("type").GetString(), mail.GetProperty("content")[0].GetProperty("value").GetString()));
    }

    [Theory]
    [InlineData("订单", "Re: 订单")]
    [InlineData("Re: 订单", "Re: 订单")]
    [InlineData("RE: 回复：答复: 订单", "Re: 订单")]
    [InlineData("a\r\nBcc: thief@evil.example", "Re: a Bcc: thief@evil.example")]
    [InlineData("Refund", "Re: Refund")]
    public void A_subject_says_once_that_it_answers(string theirs, string ours) =>
        Assert.Equal(ours, Sent(new OutgoingContent.Text("x"), Asked with { Mail = new Mail(theirs) }).GetProperty("subject").GetString());

    [Fact]
    public void A_mail_that_answers_none_names_no_other()
    {
        var mail = Sent(new OutgoingContent.Text("x"), null);

        Assert.False(mail.GetProperty("personalizations")[0].GetProperty("headers").TryGetProperty("In-Reply-To", out _));
        Assert.Equal("来信 / Message: Omni", mail.GetProperty("subject").GetString());
    }

    [Fact]
    public void The_same_operation_has_the_same_id_and_another_another()
    {
        Assert.Equal(IdOf("op-1"), IdOf("op-1"));
        Assert.NotEqual(IdOf("op-1"), IdOf("op-2"));
    }

    [Fact]
    public void An_answer_to_a_mail_of_ours_is_known_by_its_code()
    {
        var ours = IdOf("op-1");

        Assert.Equal(ours, Read($"In-Reply-To: {ours}").Details["answered_message"].Text);
        Assert.Equal(ours, Read($"In-Reply-To: <x@y>\r\nReferences: <a@b> {ours} <c@d>").Details["answered_message"].Text);
    }

    [Fact]
    public void A_mail_that_only_says_it_answers_ours_does_not()
    {
        var ours = IdOf("op-1");
        var forged = ours[..40] + (ours[40] == 'a' ? 'b' : 'a') + ours[41..];

        Assert.False(Read($"In-Reply-To: {forged}").Details.ContainsKey("answered_message"));
        Assert.False(Read($"In-Reply-To: {ours.Replace("omni.example", "evil.example", StringComparison.Ordinal)}").Details.ContainsKey("answered_message"));
        Assert.False(Read($"In-Reply-To: {ours}", ("api_key", "SG.2")).Details.ContainsKey("answered_message"));
    }

    [Fact]
    public void A_reply_address_is_one_customer_s()
    {
        var address = Sent(new OutgoingContent.Text("x"), null, ("plus_replies", "on")).GetProperty("reply_to").GetProperty("email").GetString()!;

        Assert.Matches("^support[+]t-[0-9a-f]{20}@omni[.]example$", address);
        var item = Read("X-Original-To: " + address);
        Assert.Equal(("support@omni.example", true), (item.Recipient, item.Details.ContainsKey("answered_message")));
        Assert.False(Read("X-Original-To: " + address, from: "other@example.com").Details.ContainsKey("answered_message"));
    }

    [Fact]
    public void A_file_goes_along()
    {
        var mail = Sent(new OutgoingContent.Attachment(ItemKind.Image, new OutgoingFile("a.png", "image/png", "abc"u8.ToArray())), Asked);

        var file = mail.GetProperty("attachments")[0];
        Assert.Equal(("YWJj", "image/png", "a.png", "attachment"), (file.GetProperty("content").GetString(), file.GetProperty("type").GetString(), file.GetProperty("filename").GetString(), file.GetProperty("disposition").GetString()));
        // SendGrid takes no mail without words.
        Assert.Equal("a.png", mail.GetProperty("content")[0].GetProperty("value").GetString());
    }

    [Fact]
    public void What_cannot_leave_says_why()
    {
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured), Channel.Compose(Outgoing("x", "li@example.com"), Requests.Account("email-mime", ("api_key", "k")), null));
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.RecipientUnknown), Channel.Compose(Outgoing("x", "li@example.com\r\nBcc: x@y.example"), Account(), null));
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.TooLong), Compose(new OutgoingContent.Text(new string('x', 100_001)), null));
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.TooLong), Compose(new OutgoingContent.Attachment(ItemKind.File, new OutgoingFile("a", "a/b", new byte[20 * 1024 * 1024 + 1])), null));
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.KindNotSupported), Compose(new OutgoingContent.Choices("?", [new Choice("a", "A")]), null));
    }

    [Fact]
    public void What_SendGrid_took_has_its_id() => Assert.Equal(
        new DeliveryOutcome.Delivered("m_1"), Channel.Interpret(Answer(202, "") with { Headers = new Dictionary<string, string> { ["x-message-id"] = "m_1" } }, Now));

    [Theory]
    [InlineData(401, "{}", DeliveryRefusal.AuthenticationFailed, "401")]
    [InlineData(403, "{}", DeliveryRefusal.NotPermitted, "403")]
    [InlineData(413, "", DeliveryRefusal.TooLong, "413")]
    [InlineData(400, """{"errors":[{"message":"Does not contain a valid address.","field":"personalizations.0.to.0.email"}]}""", DeliveryRefusal.RecipientUnknown, "personalizations.0.to.0.email")]
    [InlineData(400, """{"errors":[{"message":"x","field":"content"}]}""", DeliveryRefusal.PlatformError, "content")]
    [InlineData(400, """{"errors":[7]}""", DeliveryRefusal.PlatformError, "400")]
    [InlineData(404, "<html>", DeliveryRefusal.PlatformError, "404")]
    public void A_refusal_says_why(int status, string body, DeliveryRefusal reason, string code) =>
        Assert.Equal(new DeliveryOutcome.Rejected(reason, code), Channel.Interpret(Answer(status, body), Now));

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(302)]
    public void What_may_have_left_is_unknown(int status) => Assert.Equal(new DeliveryOutcome.Unknown(), Channel.Interpret(Answer(status, ""), Now));

    [Theory]
    [InlineData("1763640030", 30)]
    [InlineData("1763630000", 60)]
    [InlineData("9763640000", 3_600)]
    [InlineData("soon", 60)]
    public void Too_many_wait_until_SendGrid_says(string reset, int seconds) => Assert.Equal(
        new DeliveryOutcome.Throttled(Now.AddSeconds(seconds)), Channel.Interpret(Answer(429, "") with { Headers = new Dictionary<string, string> { ["x-ratelimit-reset"] = reset } }, Now));

    private static string IdOf(string operation) => JsonDocument.Parse(BodyOf(Channel.Compose(new OutgoingMessage(operation, "li@example.com", null, new OutgoingContent.Text("x")), Account(), null)))
        .RootElement.GetProperty("personalizations")[0].GetProperty("headers").GetProperty("Message-ID").GetString()!;

    private static InboundItem Read(string headers, params (string Name, string Value)[] further) => Read(headers, "li@example.com", further);

    private static InboundItem Read(string headers, string from, params (string Name, string Value)[] further)
    {
        var mail = Encoding.UTF8.GetBytes($"From: {from}\r\nTo: support@omni.example\r\n{headers}\r\n\r\nx");
        return EmailChannel.Mime.Parse(Post(mail), mail, Account(further)).Only();
    }

    private static JsonElement Sent(OutgoingContent content, AnsweredItem? answers, params (string Name, string Value)[] further) => JsonDocument.Parse(BodyOf(Compose(content, answers, further))).RootElement;

    private static Delivery Compose(OutgoingContent content, AnsweredItem? answers, params (string Name, string Value)[] further) =>
        Channel.Compose(new OutgoingMessage("op-1", "li@example.com", null, content) { Answers = answers }, Account(further), null);

    private static ChannelAccount Account(params (string Name, string Value)[] further)
    {
        var settings = new Dictionary<string, string> { ["basic_auth"] = "u:p", ["api_key"] = "SG.1", ["from"] = "support@omni.example", ["from_name"] = "Omni" };
        foreach (var (name, value) in further)
        {
            settings[name] = value;
        }

        return Requests.Account("email-sendgrid-inbound", [.. settings.Select(setting => (setting.Key, setting.Value))]);
    }
}
