using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Azure;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class AzureSpecs
{
    private const string Key = "b21uaS1mdW5jdGlvbnMtYWNzLWFjY2Vzcy1rZXktMDAwMQ==";

    private static readonly EventGridChannel Events = new();
    private static readonly AcsSmsChannel Sms = new();
    private static readonly AcsCallsChannel Calls = new();
    private static readonly DeviceChannel Devices = new();

    [Theory]
    [InlineData("new", true)]
    [InlineData("old", true)]
    [InlineData("NEW", false)]
    [InlineData("newer", false)]
    public void The_code_in_the_address_is_the_proof(string code, bool believed) =>
        Assert.Equal(believed, Verify("[]", code) is Verification.Authentic);

    [Fact]
    public void Without_a_code_nothing_is_believed()
    {
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Events.Verify(Post("[]"), Grid(), Now));
        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Events.Verify(Coded("[]"), Account("azure-eventgrid"), Now));
    }

    [Theory]
    [InlineData("/subscriptions/a", null, true)]
    [InlineData("/subscriptions/a", "/SUBSCRIPTIONS/A", true)]
    [InlineData("/subscriptions/a", "/subscriptions/b", false)]
    public void Only_the_topic_we_expect_is_confirmed(string topic, string? expected, bool confirmed)
    {
        var request = Coded($$"""[{"id":"1","topic":"{{topic}}","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"c"} }]""");

        var verification = Events.Verify(request, expected is null ? Grid() : Grid((AzureSettings.Topic, expected)), Now);

        Assert.Equal(confirmed, verification is Verification.Handshake);
        Assert.Equal(!confirmed, verification is Verification.Rejected { Reason: Rejection.WrongReceiver });
    }

    [Fact]
    public void A_text_that_speaks_of_a_validation_is_none()
    {
        var request = Coded("""[{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"1","message":"Microsoft.EventGrid.SubscriptionValidationEvent"}}]""");

        Assert.IsType<Verification.Authentic>(Events.Verify(request, Grid(), Now));
    }

    [Fact]
    public void An_origin_is_permitted_only_with_the_code()
    {
        var asked = Post("", new() { ["code"] = "new" }, ("WebHook-Request-Origin", "eventgrid.azure.net")) with { Method = "OPTIONS" };

        var reply = Assert.IsType<Verification.Handshake>(Events.Verify(asked, Grid(), Now)).Reply;
        Assert.Equal("eventgrid.azure.net", reply.Headers["WebHook-Allowed-Origin"]);
        Assert.False(reply.Headers.ContainsKey("WebHook-Allowed-Rate"));
        Assert.IsType<Verification.Rejected>(Events.Verify(asked with { Query = new Dictionary<string, string> { ["code"] = "x" } }, Grid(), Now));
        Assert.IsType<Verification.Rejected>(Events.Verify(asked with { Headers = new Dictionary<string, string>() }, Grid(), Now));
    }

    [Fact]
    public void One_bad_event_loses_no_other()
    {
        var parsed = Assert.IsType<Parsed.Items>(Parse(Events, """
            [{"id":"1","eventType":"a.b","subject":"s","data":{"x":1}},{"eventType":"a.b"},7,{"id":"2","specversion":"1.0","type":"c.d","source":"/o"},
             {"id":"3","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"1"}},{"id":"1","eventType":"a.b"}]
            """));

        Assert.Equal([("a.b", "s"), ("c.d", "/o")], parsed.List.Select(item => (item.Name!, item.Sender)));
        Assert.Equal([ParseFault.MissingField, ParseFault.InvalidValue, ParseFault.MissingField], parsed.Faults);
    }

    [Theory]
    [InlineData("application/json", """{"Temp":70}""", """{"Temp":70}""", null)]
    [InlineData("text/plain", "hot", null, "hot")]
    public void In_binary_form_the_attributes_are_headers(string type, string body, string? data, string? text)
    {
        var request = Post(
            body, new() { ["code"] = "new" }, ("Content-Type", type), ("ce-specversion", "1.0"), ("ce-id", "e"), ("ce-type", "MQTT.EventPublished"), ("ce-source", "ns"),
            ("ce-subject", "devices%2Ffridge-7%2Fsupport"), ("ce-time", "2025-11-20T12:00:00Z"));

        var item = Devices.Parse(request, request.Body, Grid()).Only();

        Assert.Equal(("fridge-7", "e", data, true), (item.Sender, item.DedupeKey, item.Data, item.Speaks));
        Assert.Equal(text, item.Details.TryGetValue("data_text", out var said) ? said.Text : null);
        Assert.Equal(Now, item.SentAt);
    }

    [Theory]
    [InlineData("Delivered", ReceiptState.Delivered)]
    [InlineData("Failed", ReceiptState.Failed)]
    [InlineData("Expired", ReceiptState.Failed)]
    public void A_delivery_report_is_of_our_message_to_its_customer(string status, ReceiptState state)
    {
        var item = Parse(Sms, Event("Microsoft.Communication.SMSDeliveryReportReceived", $$"""{"messageId":"m","from":"+1","to":"+2","deliveryStatus":"{{status}}","deliveryStatusDetails":"why","tag":"t"}""")).Only();

        Assert.Equal((ItemKind.Status, "+2", "m", state), (item.Kind, item.Sender, item.MessageId, item.Receipt!.State));
        Assert.Equal(state == ReceiptState.Failed ? "why" : null, item.Receipt.ErrorCode);
        Assert.Equal(status, item.Details["platform_status"].Text);
    }

    [Fact]
    public void What_somebody_sent_by_an_unknown_way_is_kept_for_an_agent() => Assert.Equal(
        (ItemKind.Unsupported, "+1"), (Parse(Sms, Event("Microsoft.Communication.AdvancedMessageReceived", """{"from":"+1"}""")).Only().Kind, Parse(Sms, Event("Microsoft.Communication.AdvancedMessageReceived", """{"from":"+1"}""")).Only().Sender));

    [Fact]
    public void A_request_is_signed_as_the_vendor_s_client_signs_it()
    {
        const string Vector = "hmac-send-sms-sdk";
        var headers = AcsSignature.Headers(
            OutboundVector.Input(Vector, "method"),
            new Uri(OutboundVector.Input(Vector, "url")),
            DateTimeOffset.Parse(OutboundVector.Input(Vector, "date"), CultureInfo.InvariantCulture),
            Encoding.UTF8.GetBytes(OutboundVector.Input(Vector, "body")),
            OutboundVector.Input(Vector, "access_key"))!;

        Assert.Equal(OutboundVector.Output(Vector, "x-ms-content-sha256"), headers["x-ms-content-sha256"]);
        Assert.Equal(OutboundVector.Output(Vector, "authorization"), headers["Authorization"]);
    }

    [Fact]
    public void A_text_message_has_the_very_body_of_the_vendor_s_client()
    {
        var message = new OutgoingMessage("fbf65232-7c2c-4c39-a334-fc9269b4523c", "+15558675310", null, new OutgoingContent.Text("您的订单已发货")) { At = Now };

        var body = BodyOf(Sms.Compose(message, Grid((AzureSettings.Endpoint, "https://omni.communication.azure.com"), (AzureSettings.AccessKey, Key), (AzureSettings.From, "+15017122661")), null));

        Assert.Equal(OutboundVector.Input("hmac-send-sms-sdk", "body").Replace("t-77", message.OperationId, StringComparison.Ordinal), body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_application_of_Entra_ID_stands_above_a_key(bool hasKey)
    {
        (string, string)[] app = [("tenant_id", "contoso"), ("client_id", "app"), ("client_secret", "s e"), (AzureSettings.Endpoint, "https://omni.communication.azure.com"), (AzureSettings.From, "+1")];
        var account = Grid([.. app, .. hasKey ? new[] { (AzureSettings.AccessKey, Key) } : []]);

        var wish = Sms.TokenRequest(account)!;
        Assert.Equal("https://login.microsoftonline.com/contoso/oauth2/v2.0/token", wish.Address.AbsoluteUri);
        Assert.Equal("grant_type=client_credentials&client_id=app&client_secret=s%20e&scope=https%3A%2F%2Fcommunication.azure.com%2F.default", BodyOf(wish));
        Assert.Equal(new AccessToken("t", 3_599), Sms.ReadToken(Answer(200, """{"token_type":"Bearer","expires_in":3599,"access_token":"t"}""")));
        var sent = Assert.IsType<HttpDelivery>(Sms.Compose(Outgoing("x", "+1") with { At = Now }, account, "t"));
        Assert.Equal("Bearer t", sent.Headers["Authorization"]);
        Assert.False(sent.Headers.ContainsKey("x-ms-content-sha256"));
        // Ours is once however often it is called: that stays with a token.
        Assert.True(sent.Headers.ContainsKey("Repeatability-Request-ID"));
        Assert.IsType<DeliveryOutcome.TokenExpired>(Sms.Interpret(Answer(401, ""), Now));
    }

    [Fact]
    public void A_call_is_answered_with_a_token_too()
    {
        var item = Parse(Calls, Event("Microsoft.Communication.IncomingCall", """{"to":{"rawId":"8:acs:x"},"from":{"phoneNumber":{"value":"+1604"}},"incomingCallContext":"ctx","correlationId":"k"}""")).Only();

        Assert.Equal("Bearer t", Calls.AnswerAtOnce(item with { SentAt = Now }, Line(("tenant_id", "contoso"), ("client_id", "app"), ("client_secret", "s")), "t", Now)!.Headers["Authorization"]);
        Assert.Null(Sms.TokenRequest(Line()));
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured), Sms.Compose(Outgoing("x", "+1") with { At = Now }, Grid((AzureSettings.Endpoint, "https://x.example"), (AzureSettings.From, "+1")), null));
    }

    [Theory]
    [InlineData("""{"value":[{"to":"+1","messageId":"m","httpStatusCode":202,"successful":true}]}""", typeof(DeliveryOutcome.Delivered))]
    [InlineData("""{"value":[{"to":"+1","httpStatusCode":400,"successful":false}]}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData("""{"value":[{"to":"+1","httpStatusCode":429,"successful":false}]}""", typeof(DeliveryOutcome.Throttled))]
    [InlineData("""{"value":[{"to":"+1","httpStatusCode":500,"successful":false}]}""", typeof(DeliveryOutcome.Unknown))]
    [InlineData("", typeof(DeliveryOutcome.Unknown))]
    public void Each_number_has_an_answer_of_its_own(string body, Type outcome) => Assert.IsType(outcome, Sms.Interpret(Answer(202, body), Now));

    [Fact]
    public void A_ringing_call_opens_a_conversation_and_is_answered_while_it_rings()
    {
        var item = Parse(Calls, Event("Microsoft.Communication.IncomingCall", """{"to":{"rawId":"8:acs:x"},"from":{"phoneNumber":{"value":"+1604"}},"incomingCallContext":"ctx","correlationId":"k"}""")).Only();

        Assert.True(item.Speaks);
        var answer = Calls.AnswerAtOnce(item with { SentAt = Now }, Line(), null, Now.AddSeconds(29))!;
        Assert.Equal("https://omni.communication.azure.com/calling/callConnections:answer?api-version=2024-09-15", answer.Address.AbsoluteUri);
        Assert.Contains("\"callbackUri\":\"https://omni.example/w?code=new&caller=%2B1604\"", BodyOf(answer), StringComparison.Ordinal);
        Assert.Null(Calls.AnswerAtOnce(item with { SentAt = Now }, Line(), null, Now.AddSeconds(31)));
    }

    [Theory]
    [InlineData("CallConnected", "", "call_answered")]
    [InlineData("CallDisconnected", "", "call_ended")]
    [InlineData("CallTransferAccepted", "", "call_transferred")]
    [InlineData("PlayCompleted", "", "play_completed")]
    [InlineData("RecognizeFailed", ",\"resultInformation\":{\"code\":400,\"subCode\":8510}", "recognize_failed")]
    public void What_happens_in_a_call_is_its_caller_s(string type, string more, string name)
    {
        var item = Called(type, more);

        Assert.Equal((ItemKind.Event, name, "+1604", "call-1"), (item.Kind, item.Name, item.Sender, item.Conversation));
        Assert.Equal("call-1", item.Details["call_id"].Text);
    }

    [Fact]
    public void Keys_come_as_digits()
    {
        var item = Called("RecognizeCompleted", ",\"recognitionType\":\"dtmf\",\"dtmfResult\":{\"tones\":[\"one\",\"zero\",\"pound\",\"asterisk\"]}");

        Assert.Equal(("dtmf", "10#*"), (item.Name, item.Details["digits"].Text));
    }

    [Fact]
    public void A_choice_comes_back_by_its_id()
    {
        var item = Called("RecognizeCompleted", ",\"recognitionType\":\"choices\",\"choiceResult\":{\"label\":\"refund\",\"recognizedPhrase\":\"退款\"}");

        Assert.Equal((ItemKind.Postback, "refund", "退款"), (item.Kind, item.Payload, item.Text));
    }

    [Fact]
    public void A_text_is_spoken_and_the_caller_listened_to()
    {
        var delivery = Assert.IsType<HttpDelivery>(Calls.Compose(Outgoing("请稍等", "+1604", "call-1") with { At = Now }, Line(), null));

        Assert.Equal("/calling/callConnections/call-1:recognize", delivery.Address.AbsolutePath);
        Assert.Contains("\"text\":\"请稍等\"", BodyOf(delivery), StringComparison.Ordinal);
        Assert.StartsWith("HMAC-SHA256 ", delivery.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_is_put_through_and_ended()
    {
        var caller = Outgoing("", "+1604", "call-1") with { At = Now };

        Assert.Equal("/calling/callConnections/call-1:transferToParticipant", Calls.Compose(new OutgoingSignal.Transfer("+86"), caller, Line(), null)!.Address.AbsolutePath);
        Assert.Equal("/calling/callConnections/call-1:terminate", Calls.Compose(new OutgoingSignal.HangUp(), caller, Line(), null)!.Address.AbsolutePath);
        Assert.Null(Calls.Compose(new OutgoingSignal.Typing(), caller, Line(), null));
    }

    [Fact]
    public void Nobody_is_spoken_to_who_is_not_on_the_line() =>
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.OutsideReplyWindow), Calls.Compose(Outgoing("x", "+1604"), Line(), null));

    [Fact]
    public void Where_a_token_is_asked_for_the_code_alone_does_not_suffice()
    {
        var account = Line((AzureSettings.ResourceId, "r"));
        var request = Coded(Event("Microsoft.Communication.CallConnected", """{"callConnectionId":"c"}"""));

        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Calls.Verify(request, account, Now));
        Assert.Equal("acscallautomation.communication.azure.com", Calls.KeysAddress(account)!.Host);
        Assert.IsType<Verification.Authentic>(Calls.Verify(request, Line(), Now));
        Assert.IsType<Verification.Authentic>(Calls.Verify(Coded(Event("Microsoft.Communication.IncomingCall", "{}")), account, Now));
    }

    [Theory]
    [InlineData("r", "https://acscallautomation.communication.azure.com", 0, true)]
    [InlineData("other", "https://acscallautomation.communication.azure.com", 0, false)]
    [InlineData("r", "https://mallory.example", 0, false)]
    [InlineData("r", "https://acscallautomation.communication.azure.com", 20, false)]
    public void Its_token_must_be_for_this_resource_by_the_platform_and_in_time(string audience, string issuer, int minutesLater, bool believed)
    {
        using var key = RSA.Create(2048);
        var account = Line((AzureSettings.ResourceId, "r")) with { PublishedKeys = KeySet(key) };
        var request = Coded(Event("Microsoft.Communication.CallConnected", """{"callConnectionId":"c"}"""));
        var bearing = request with { Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = "Bearer " + Token(key, audience, issuer) } };

        Assert.Equal(believed, Calls.Verify(bearing, account, Now.AddMinutes(minutesLater)) is Verification.Authentic);
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Calls.Verify(request, account, Now));
    }

    [Theory]
    [InlineData("devices/fridge-7/support", true)]
    [InlineData("devices/fridge-7/alarm", true)]
    [InlineData("devices/fridge-7/telemetry", false)]
    [InlineData("devices/fridge-7/support/more", false)]
    public void Only_what_is_published_where_somebody_is_wanted_opens_a_conversation(string topic, bool opens) =>
        Assert.Equal(opens, Parse(Devices, Published(topic)).Only().Speaks);

    [Theory]
    [InlineData("home/#", "home/kitchen/lamp", true)]
    [InlineData("#", "x", true)]
    [InlineData("home/+", "home/kitchen/lamp", false)]
    [InlineData("home/#/x", "home/a/x", false)]
    public void The_account_may_say_where_that_is(string filters, string topic, bool opens)
    {
        var request = Coded(Published(topic));

        Assert.Equal(opens, Devices.Parse(request, request.Body, Account("mqtt-iot", (AzureSettings.QueryCode, "new"), (AzureSettings.ConversationTopics, filters))).Only().Speaks);
    }

    [Theory]
    [InlineData("""
        "eyJUZW1wIjo3MH0="
        """, "")]
    [InlineData("""{"Temp":70}""", "")]
    [InlineData("""{"Temp":70}""", "true")]
    public void Telemetry_of_a_hub_is_its_device_s(string body, string support)
    {
        var item = Parse(Devices, Event("Microsoft.Devices.DeviceTelemetry", $$"""{"body":{{body}},"properties":{"support":"{{support}}"},"systemProperties":{"iothub-connection-device-id":"d-1"} }""")).Only();

        Assert.Equal(("d-1", """{"Temp":70}""", support == "true"), (item.Sender, item.Data, item.Speaks));
    }

    [Fact]
    public void Which_connection_was_the_last_is_told_by_its_number() => Assert.Equal(
        "00AF", Parse(Devices, Event("Microsoft.Devices.DeviceConnected", """{"deviceId":"d-1","hubName":"h","deviceConnectionStateEventInfo":{"sequenceNumber":"00AF"}}""")).Only().Details["sequence_number"].Text);

    [Fact]
    public void Bytes_that_are_no_text_stay_bytes() => Assert.Equal(
        "/w==", Parse(Devices, """{"id":"1","specversion":"1.0","type":"MQTT.EventPublished","source":"n","subject":"devices/a/b","data_base64":"/w=="}""").Only().Details["data_base64"].Text);

    [Fact]
    public void A_device_is_answered_by_a_publish_or_by_a_method_of_its_hub()
    {
        var publish = Assert.IsType<PublishDelivery>(Devices.Compose(Outgoing("重启", "fridge-7"), Account("mqtt-iot", (DeviceChannel.BrokerUrlSetting, "mqtt://h")), null));
        Assert.Equal("devices/fridge-7/replies", publish.Topic);
        Assert.Equal("""{"id":"op-1","text":"重启"}""", Encoding.UTF8.GetString(publish.Payload.Span));

        var method = Assert.IsType<HttpDelivery>(Devices.Compose(
            Outgoing("重启", "fridge-7") with { At = Now }, Account("mqtt-iot", (AzureSettings.HubHost, "x.azure-devices.net"), (AzureSettings.HubPolicy, "service"), (AzureSettings.HubKey, Key)), null));
        Assert.Equal("https://x.azure-devices.net/twins/fridge-7/methods?api-version=2021-04-12", method.Address.AbsoluteUri);
        Assert.StartsWith("SharedAccessSignature sr=x.azure-devices.net&sig=", method.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("#")]
    [InlineData("+")]
    public void A_device_whose_name_would_be_a_filter_is_not_published_to(string device) => Assert.Equal(
        new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured), Devices.Compose(Outgoing("x", device), Account("mqtt-iot", (DeviceChannel.BrokerUrlSetting, "mqtt://h")), null));

    private static ChannelAccount Grid(params (string, string)[] settings) =>
        Account("azure-eventgrid", [(AzureSettings.QueryCode, "new"), (AzureSettings.PreviousQueryCode, "old"), .. settings]);

    private static ChannelAccount Line(params (string, string)[] settings) => Account(
        "acs-calls",
        [
            (AzureSettings.QueryCode, "new"), (AzureSettings.Endpoint, "https://omni.communication.azure.com"), (AzureSettings.AccessKey, Key),
            (AzureSettings.CallbackUrl, "https://omni.example/w?code=new"), .. settings,
        ]);

    private static Verification Verify(string body, string code) => Events.Verify(Coded(body, code), Grid(), Now);

    private static Parsed Parse(IChannel channel, string body)
    {
        var request = Coded(body);
        return channel.Parse(request, request.Body, Account(channel.Name, (AzureSettings.QueryCode, "new")));
    }

    private static InboundItem Called(string type, string more)
    {
        var request = Post(
            Event("Microsoft.Communication." + type, "{\"callConnectionId\":\"call-1\",\"correlationId\":\"k\"" + more + "}"),
            new() { ["code"] = "new", ["caller"] = "+1604" });
        return Calls.Parse(request, request.Body, Line()).Only();
    }

    private static string Event(string type, string data) => $$"""[{"id":"1","eventType":"{{type}}","subject":"s","data":{{data}},"eventTime":"2025-11-20T12:00:00Z"}]""";

    private static string Published(string topic) => $$"""{"id":"1","specversion":"1.0","type":"MQTT.EventPublished","source":"n","subject":"{{topic}}","data":1}""";

    private static byte[] KeySet(RSA key)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return Encoding.UTF8.GetBytes($$"""{"keys":[{"kty":"RSA","kid":"k1","use":"sig","n":"{{Base64Url.EncodeToString(numbers.Modulus)}}","e":"{{Base64Url.EncodeToString(numbers.Exponent)}}"}]}""");
    }

    private static string Token(RSA key, string audience, string issuer)
    {
        var head = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT","kid":"k1"}"""u8);
        var claims = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"iss":"{{issuer}}","aud":"{{audience}}","nbf":{{Now.ToUnixTimeSeconds()}},"exp":{{Now.ToUnixTimeSeconds() + 300}} }"""));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static WebhookRequest Coded(string body, string code = "new") => Post(body, new() { ["code"] = code });
}
