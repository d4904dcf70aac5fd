using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Twilio;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class TwilioSpecs
{
    private const string Address = "https://omni.example/webhooks/demo/twilio/main";

    [Theory]
    [InlineData(Address, Address)]
    [InlineData(Address, "https://omni.example:443/webhooks/demo/twilio/main")]
    [InlineData("https://omni.example:8443/x", "https://omni.example/x")]
    [InlineData("https://u:p@omni.example/x", "https://u:p@omni.example:443/x")]
    [InlineData("http://omni.example/x?a=it's", "http://omni.example/x?a=it%27s")]
    [InlineData("https://omni.example/x?a=b+c", "https://omni.example/x?a=b%20c")]
    [InlineData("https://omni.example?a=b", "https://omni.example:443?a=b")]
    public void Each_spelling_of_our_address_is_believed(string ours, string theirs) => Assert.IsType<Verification.Authentic>(Verify(ours, theirs));

    [Theory]
    [InlineData(Address, "https://omni.example/webhooks/demo/twilio/other")]
    [InlineData(Address, "https://evil.example/webhooks/demo/twilio/main")]
    public void Another_address_is_not(string ours, string theirs) => Assert.IsType<Verification.Rejected>(Verify(ours, theirs));

    [Fact]
    public void The_account_s_word_for_our_address_stands_above_what_arrived_and_a_query_comes_from_there()
    {
        var request = SignedFor("https://public.example/hook?turn=2", "https://10.0.0.1/hook?turn=2");

        Assert.IsType<Verification.Authentic>(TwilioChannel.Calls.Verify(request, With((WebhookRequest.UrlSetting, "https://public.example/hook")), Now));
    }

    [Fact]
    public void Equal_names_give_each_value_once()
    {
        var signature = Sign(Address + "aX" + "bxy");
        var request = Post("b=y&b=x&b=y&a=X", null, ("X-Twilio-Signature", signature)) with { Url = Address };

        Assert.IsType<Verification.Authentic>(TwilioChannel.Messages.Verify(request, With(), Now));
    }

    [Fact]
    public void A_body_that_is_not_what_its_digest_says_is_refused()
    {
        var address = Address + "?bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData("{}"u8));
        var signature = Sign(address);
        var query = new Dictionary<string, string> { ["bodySHA256"] = address[^64..] };

        Assert.IsType<Verification.Authentic>(TwilioChannel.Both.Verify(Post("{}", query, ("X-Twilio-Signature", signature)) with { Url = address }, With(), Now));
        Assert.IsType<Verification.Rejected>(TwilioChannel.Both.Verify(Post("{ }", query, ("X-Twilio-Signature", signature)) with { Url = address }, With(), Now));
    }

    [Fact]
    public void Pictures_of_one_message_stay_together()
    {
        var item = Parse("MessageSid=SM1&From=%2B1&To=%2B2&Body=&NumMedia=2&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fa&MediaContentType0=image%2Fjpeg&MediaUrl1=https%3A%2F%2Fapi.twilio.com%2Fb&MediaContentType1=audio%2Fogg").Only();

        Assert.Equal((ItemKind.Image, null, 1), (item.Kind, item.Text, item.Attachments!.Count));
    }

    [Fact]
    public void A_button_is_a_postback()
    {
        var item = Parse("MessageSid=SM1&From=whatsapp%3A%2B1&To=whatsapp%3A%2B2&Body=Yes&ButtonPayload=yes&ButtonText=Yes&OriginalRepliedMessageSid=SM0").Only();

        Assert.Equal((ItemKind.Postback, "yes", "Yes", "SM0"), (item.Kind, item.Payload, item.Details["title"].Text, item.Details["reply_to"].Text));
    }

    [Theory]
    [InlineData("queued", null)]
    [InlineData("sent", ReceiptState.Sent)]
    [InlineData("delivered", ReceiptState.Delivered)]
    [InlineData("read", ReceiptState.Read)]
    [InlineData("undelivered", ReceiptState.Failed)]
    public void A_status_says_how_far_our_message_came(string status, ReceiptState? state)
    {
        var item = Parse($"MessageSid=SM1&MessageStatus={status}&To=%2B1&From=%2B2").Only();

        Assert.Equal((ItemKind.Status, state, "SM1:" + status), (item.Kind, item.Receipt?.State, item.DedupeKey));
    }

    [Fact]
    public void What_a_caller_says_is_a_voice_message_with_its_words()
    {
        var item = Parse("CallSid=CA1&From=%2B1&To=%2B2&CallStatus=in-progress&SpeechResult=%E9%80%80%E6%AC%BE&Confidence=0.9").Only();

        Assert.Equal((ItemKind.Voice, "退款", "CA1"), (item.Kind, item.Text, item.Conversation));
    }

    [Fact]
    public void The_same_key_pressed_twice_is_two()
    {
        var query = new[] { "1", "2" }.Select(turn => Parse("CallSid=CA1&From=%2B1&Digits=5", new() { ["turn"] = turn }).Only().DedupeKey);

        Assert.Equal(2, query.Distinct().Count());
    }

    [Fact]
    public void A_ringing_call_opens_a_conversation() =>
        Assert.True(Parse("CallSid=CA1&From=%2B1&To=%2B2&CallStatus=ringing&Direction=inbound").Only().Speaks);

    [Theory]
    [InlineData("initiated", "call_initiated")]
    [InlineData("ringing", "call_ringing")]
    [InlineData("in-progress", "call_answered")]
    [InlineData("no-answer", "call_ended")]
    public void Progress_of_our_call_concerns_the_one_who_was_called(string status, string name)
    {
        var item = Parse($"CallSid=CA1&From=%2B2&To=%2B1&CallStatus={status}&Direction=outbound-api&SequenceNumber=1&CallbackSource=call-progress-events").Only();

        Assert.Equal((ItemKind.Status, name, "+1", "CA1:1"), (item.Kind, item.Name, item.Sender, item.DedupeKey));
    }

    [Fact]
    public void A_message_after_the_tone_is_a_recording()
    {
        var item = Parse("CallSid=CA1&From=%2B1&To=%2B2&CallStatus=in-progress&RecordingSid=RE1&RecordingUrl=https%3A%2F%2Fapi.twilio.com%2Frec&RecordingDuration=7").Only();

        Assert.Equal((ItemKind.Voice, "recording", 7_000L, "https://api.twilio.com/rec"), (item.Kind, item.Name, item.Details["duration_ms"].Number, item.Media!.Url));
    }

    [Fact]
    public void A_callback_that_names_nobody_opens_nothing() => Assert.False(Parse("CallSid=CA1&RecordingSid=RE1&RecordingUrl=https%3A%2F%2Fapi.twilio.com%2Frec&RecordingStatus=completed").Only().Speaks);

    [Fact]
    public void What_is_for_another_account_is_not_ours() =>
        Assert.Equal([ParseFault.WrongReceiver], Assert.IsType<Parsed.Items>(Parse("AccountSid=AC2&MessageSid=SM1&From=%2B1")).Faults);

    [Theory]
    [InlineData("MessageSid=SM1&Body=x", ParseFault.MissingSender)]
    [InlineData("MessageSid=SM1&From=%2B1&Latitude=x&Longitude=1", ParseFault.InvalidValue)]
    [InlineData("MessageSid=%ff", ParseFault.InvalidValue)]
    public void What_cannot_be_read_says_why(string form, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(form));

    [Fact]
    public void Markup_is_what_twilio_s_own_library_writes()
    {
        Assert.Equal(OutboundVector.Output("twiml-empty", "xml"), TwilioMarkup.Nothing);
        Assert.Equal(OutboundVector.Output("twiml-message", "xml"), TwilioMarkup.Message(OutboundVector.Input("twiml-message", "text")));
        Assert.Equal(
            OutboundVector.Output("twiml-gather", "xml"),
            TwilioMarkup.Gather(OutboundVector.Input("twiml-gather", "say"), OutboundVector.Input("twiml-gather", "language"), "/webhooks/twilio/voice/gather", "/webhooks/twilio/voice"));
    }

    [Fact]
    public void A_call_is_greeted_and_listened_to()
    {
        var said = Answer("CallSid=CA1&From=%2B1&To=%2B2&CallStatus=ringing&Direction=inbound", ("twiml_greeting", "欢迎"));

        Assert.Contains("<Gather input=\"speech dtmf\" action=\"/webhooks/demo/channel/main?turn=1\" language=\"zh-CN\"", said, StringComparison.Ordinal);
        Assert.Contains("欢迎", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_who_was_heard_is_told_to_wait() => Assert.Contains("请稍候", Answer("CallSid=CA1&From=%2B1&SpeechResult=x"), StringComparison.Ordinal);

    [Fact]
    public void A_silent_call_ends_some_day() => Assert.Contains(
        "<Hangup/>", Encoding.UTF8.GetString(TwilioChannel.Calls.Acknowledge(Post("", new() { ["silent"] = "20" }), "CallSid=CA1&From=%2B1"u8.ToArray(), With(), Now).Body.Span), StringComparison.Ordinal);

    [Fact]
    public void Voicemail_asks_for_a_message() => Assert.Contains("<Record ", Answer("CallSid=CA1&From=%2B1&CallStatus=ringing", ("twiml_mode", "voicemail")), StringComparison.Ordinal);

    [Fact]
    public void A_call_is_put_through() => Assert.Contains(
        "<Sip>sip:desk@pbx.example</Sip>", Answer("CallSid=CA1&From=%2B1&CallStatus=ringing", ("twiml_mode", "dial"), ("twiml_transfer_to", "sip:desk@pbx.example")), StringComparison.Ordinal);

    [Fact]
    public void Nobody_answering_leaves_a_message() => Assert.Contains("<Record ", Answer("CallSid=CA1&From=%2B1&DialCallStatus=no-answer", ("twiml_mode", "dial")), StringComparison.Ordinal);

    [Theory]
    [InlineData("AccountSid=AC2&CallSid=CA1&From=%2B1&CallStatus=ringing&Direction=inbound")]
    [InlineData("CallSid=CA1&CallStatus=completed&CallbackSource=call-progress-events")]
    [InlineData("MessageSid=SM1&From=%2B1&Body=x")]
    public void News_are_answered_with_nothing(string form) => Assert.Equal(TwilioMarkup.Nothing, Answer(form));

    [Fact]
    public void A_text_leaves_by_number_or_service()
    {
        var request = Assert.IsType<HttpDelivery>(TwilioChannel.Messages.Compose(Outgoing("您好&", "whatsapp:+1"), With(("from", "+2")), null));

        Assert.Equal("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json", request.Address.AbsoluteUri);
        Assert.Equal("To=whatsapp%3A%2B1&From=whatsapp%3A%2B2&Body=%E6%82%A8%E5%A5%BD%26", BodyOf(request));
        Assert.Equal("Basic " + Convert.ToBase64String("AC1:12345"u8), request.Headers["Authorization"]);
        Assert.Contains("MessagingServiceSid=MG1", BodyOf(TwilioChannel.Messages.Compose(Outgoing("x", "+1"), With(("messaging_service_sid", "MG1")), null)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_is_read_into_the_running_call()
    {
        var request = Assert.IsType<HttpDelivery>(TwilioChannel.Both.Compose(Outgoing("<b>", "+1", "CA1"), With((WebhookRequest.UrlSetting, Address)), null));

        Assert.EndsWith("/Calls/CA1.json", request.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString("<Say language=\"zh-CN\">&lt;b&gt;</Say><Redirect>" + Address + "?silent=1</Redirect>"), BodyOf(request), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_is_ended_and_put_through_by_signals()
    {
        Assert.Equal("Status=completed", BodyOf(TwilioChannel.Calls.Compose(new OutgoingSignal.HangUp(), Outgoing("", "+1", "CA1"), With(), null)!));
        Assert.Contains("Dial", BodyOf(TwilioChannel.Calls.Compose(new OutgoingSignal.Transfer("+3"), Outgoing("", "+1", "CA1"), With(), null)!), StringComparison.Ordinal);
        Assert.Null(TwilioChannel.Calls.Compose(new OutgoingSignal.HangUp(), Outgoing("", "+1"), With(), null));
    }

    [Theory]
    [InlineData(21211, DeliveryRefusal.RecipientUnknown)]
    [InlineData(21610, DeliveryRefusal.RecipientBlockedUs)]
    [InlineData(20003, DeliveryRefusal.AuthenticationFailed)]
    [InlineData(63016, DeliveryRefusal.OutsideReplyWindow)]
    [InlineData(21617, DeliveryRefusal.TooLong)]
    [InlineData(21606, DeliveryRefusal.AccountNotConfigured)]
    [InlineData(99999, DeliveryRefusal.PlatformError)]
    public void A_refusal_says_why(int code, DeliveryRefusal reason) => Assert.Equal(
        new DeliveryOutcome.Rejected(reason, code.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        TwilioChannel.Messages.Interpret(Requests.Answer(400, $$"""{"code":{{code}},"status":400}"""), Now));

    [Theory]
    [InlineData(500, "")]
    [InlineData(201, "<html>")]
    public void What_may_have_arrived_is_unknown(int status, string body) => Assert.Equal(new DeliveryOutcome.Unknown(), TwilioChannel.Messages.Interpret(Requests.Answer(status, body), Now));

    [Fact]
    public void Credentials_go_to_twilio_only_and_no_further()
    {
        Assert.NotNull(TwilioChannel.Messages.FetchRequest(new Media(null, Url: "https://api.twilio.com/m"), With(), null));
        Assert.Null(TwilioChannel.Messages.FetchRequest(new Media(null, Url: "https://evil.example/m"), With(), null));
        var onward = Assert.IsType<Fetched.Elsewhere>(TwilioChannel.Messages.ReadFetched(
            Requests.Answer(307, "") with { Headers = new Dictionary<string, string> { ["location"] = "https://s3.example/m" } }, new Media(null), With(), null));
        Assert.Empty(onward.Request.Headers);
    }

#pragma warning disable CA5350 // The platform's protocol is SHA-1.
    private static string Sign(string text) => Convert.ToBase64String(HMACSHA1.HashData("12345"u8, Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    private static ChannelAccount With(params (string Name, string Value)[] settings) => Account("twilio", [("auth_token", "12345"), ("account_sid", "AC1"), .. settings]);

    private static Verification Verify(string ours, string theirs) => TwilioChannel.Messages.Verify(SignedFor(theirs, ours), With(), Now);

    private static WebhookRequest SignedFor(string address, string arrived) =>
        Post("a=b", null, ("X-Twilio-Signature", Sign(address + "ab"))) with { Url = arrived };

    private static string Answer(string form, params (string Name, string Value)[] settings) =>
        Encoding.UTF8.GetString(TwilioChannel.Both.Acknowledge(Post(form), Encoding.UTF8.GetBytes(form), With(settings), Now).Body.Span);

    private static Parsed Parse(string form, Dictionary<string, string>? query = null) => TwilioChannel.Both.Parse(Post(form, query), Encoding.UTF8.GetBytes(form), With());
}
