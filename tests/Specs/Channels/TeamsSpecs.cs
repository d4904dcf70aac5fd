using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Teams;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class TeamsSpecs
{
    private const string App = "11111111-2222-3333-4444-555555555555";
    private const string Service = "https://smba.trafficmanager.net/amer/";

    private static readonly TeamsChannel Channel = new();
    private static readonly RSA Key = RSA.Create(2048);

    [Fact]
    public void A_token_by_a_published_key_is_believed() => Assert.IsType<Verification.Authentic>(Verify(Token()));

    [Theory]
    [InlineData(-6, -61, false)]
    [InlineData(-4, -61, true)]
    [InlineData(60, 4, true)]
    [InlineData(60, 6, false)]
    public void Five_minutes_of_grace_are_given_either_way(int expiresIn, int beginsIn, bool isBelieved) =>
        Assert.Equal(isBelieved, Verify(Token(expires: Now.AddMinutes(expiresIn), begins: Now.AddMinutes(beginsIn))) is Verification.Authentic);

    [Theory]
    [InlineData("https://evil.example", App, Service, Rejection.SignatureMismatch)]
    [InlineData("https://api.botframework.com", "another-app", Service, Rejection.WrongReceiver)]
    [InlineData("https://api.botframework.com", App, "https://evil.example/", Rejection.WrongReceiver)]
    [InlineData("https://api.botframework.com", App, null, Rejection.WrongReceiver)]
    public void A_token_that_claims_otherwise_is_not(string issuer, string audience, string? service, Rejection reason) =>
        Assert.Equal(new Verification.Rejected(reason), Verify(Token(issuer, audience, service)));

    [Fact]
    public void A_key_that_may_not_sign_for_this_channel_is_not_believed() =>
        Assert.IsType<Verification.Rejected>(Verify(Token(), endorsements: "\"webchat\""));

    [Fact]
    public void A_token_signed_by_our_public_key_as_a_secret_is_not_believed()
    {
        var publicKey = new SymmetricSecurityKey(Key.ExportSubjectPublicKeyInfo()) { KeyId = "k1" };
        Assert.IsType<Verification.Rejected>(Verify(Token(with: new SigningCredentials(publicKey, SecurityAlgorithms.HmacSha256))));
    }

    [Fact]
    public void Another_algorithm_than_the_one_is_not_believed() =>
        Assert.IsType<Verification.Rejected>(Verify(Token(with: new SigningCredentials(new RsaSecurityKey(Key) { KeyId = "k1" }, SecurityAlgorithms.RsaSha512))));

    [Fact]
    public void A_key_that_the_token_does_not_name_is_not_tried() =>
        Assert.IsType<Verification.Rejected>(Verify(Token(with: new SigningCredentials(new RsaSecurityKey(Key) { KeyId = "k2" }, SecurityAlgorithms.RsaSha256))));

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("Basic abc")]
    [InlineData("")]
    public void A_header_that_is_none_is_a_refusal(string header) => Assert.IsType<Verification.Rejected>(Verify(header));

    [Fact]
    public void Without_keys_nobody_is_believed() => Assert.Equal(
        new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Post(Message("x"), null, ("Authorization", Token())), Account("teams-botframework", ("app_id", App)), Now));

    [Fact]
    public void Other_people_s_mentions_stay_in_words()
    {
        var item = Read("""
            "type":"message","text":"<at>Bot</at> ask <at>Li</at>","entities":[{"type":"mention","text":"<at>Bot</at>","mentioned":{"id":"28:bot"}},{"type":"mention","text":"<at>Li</at>","mentioned":{"id":"29:li","name":"Li"}}]
            """).Only();

        Assert.Equal("ask @Li", item.Text);
    }

    [Fact]
    public void An_uploaded_file_is_where_it_says()
    {
        var item = Read("""
            "type":"message","attachments":[{"contentType":"application/vnd.microsoft.teams.file.download.info","name":"a.pdf","content":{"downloadUrl":"https://drive.example/x","uniqueId":"u1","fileType":"pdf"}},{"contentType":"text/html","content":"<p></p>"}]
            """).Only();

        Assert.Equal((ItemKind.File, new Media("u1", null, "pdf", "https://drive.example/x", FileName: "a.pdf")), (item.Kind, item.Media));
        Assert.Empty(Channel.FetchRequest(item.Media!, Bot(), "t")!.Headers);
    }

    [Fact]
    public void A_picture_is_behind_our_token()
    {
        var item = Read("""
            "type":"message","text":"look","attachments":[{"contentType":"image/png","contentUrl":"https://smba.trafficmanager.net/x"}]
            """).Only();

        Assert.Equal((ItemKind.Image, "look"), (item.Kind, item.Text));
        Assert.Equal("Bearer t", Channel.FetchRequest(item.Media!, Bot(), "t")!.Headers["Authorization"]);
    }

    [Fact]
    public void A_choice_comes_back_as_its_id() => Assert.Equal((ItemKind.Postback, "yes"), (Read("""
        "type":"message","text":"Yes","value":{"choice":"yes"}
        """).Only().Kind, Read("""
        "type":"message","text":"Yes","value":{"choice":"yes"}
        """).Only().Payload));

    [Fact]
    public void An_update_is_an_edit_of_the_same_message()
    {
        var item = Read("""
            "type":"messageUpdate","text":"new"
            """).Only();

        Assert.Equal((ItemKind.Edit, "1", "new"), (item.Kind, item.MessageId, item.Text));
        Assert.NotEqual(Read("\"type\":\"message\",\"text\":\"old\"").Only().DedupeKey, item.DedupeKey);
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageDelete")]
    [InlineData("typing")]
    [InlineData("installationUpdate")]
    [InlineData("endOfConversation")]
    public void A_signal_opens_nothing(string type)
    {
        var item = Read($"\"type\":\"{type}\",\"replyToId\":\"0\",\"reactionsAdded\":[{{\"type\":\"like\"}}]").Only();

        Assert.Equal((ItemKind.Event, type, false), (item.Kind, item.Name, item.Speaks));
    }

    [Fact]
    public void A_type_nobody_knows_is_kept_with_its_name() => Assert.Equal((ItemKind.Unsupported, "hologram"), (Read("\"type\":\"hologram\"").Only().Kind, Read("\"type\":\"hologram\"").Only().Name));

    [Fact]
    public void An_invoke_is_answered_at_once()
    {
        var body = """{"type":"invoke","name":"adaptiveCard/action","from":{"id":"29:u"},"conversation":{"id":"c"},"value":{"action":{"data":{"choice":"yes"},"title":"Yes"}}}""";

        Assert.Equal("yes", Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Bot()).Only().Payload);
        Assert.Equal(200, JsonDocument.Parse(Channel.Acknowledge(Post(body), Encoding.UTF8.GetBytes(body), Bot(), Now).Body).RootElement.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("{}", ParseFault.MissingField)]
    [InlineData("""{"type":"message","conversation":{"id":"c"}}""", ParseFault.MissingSender)]
    [InlineData("""{"type":"message","from":{"id":"u"}}""", ParseFault.MissingField)]
    [InlineData("[]", ParseFault.NotJson)]
    public void What_cannot_be_read_says_why(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Bot()));

    [Fact]
    public void An_answer_goes_to_the_service_the_customer_came_from()
    {
        var answers = new AnsweredItem("m/1", null, Now, new Dictionary<string, Detail> { ["service_url"] = Service });
        var message = new OutgoingMessage("op", "29:u", "a:1", new OutgoingContent.Text("您好")) { Answers = answers };
        var request = Assert.IsType<HttpDelivery>(Channel.Compose(message, Bot(), "t"));

        Assert.Equal("https://smba.trafficmanager.net/amer/v3/conversations/a%3A1/activities/m%2F1", request.Address.AbsoluteUri);
        Assert.Equal("Bearer t", request.Headers["Authorization"]);
        Assert.Equal("您好", JsonDocument.Parse(request.Body).RootElement.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(403, "ConversationBlockedByUser", DeliveryRefusal.RecipientBlockedUs)]
    [InlineData(403, "BotNotInConversationRoster", DeliveryRefusal.NotPermitted)]
    [InlineData(404, "ConversationNotFound", DeliveryRefusal.RecipientUnknown)]
    [InlineData(413, "MessageSizeTooBig", DeliveryRefusal.TooLong)]
    [InlineData(400, "BadArgument", DeliveryRefusal.PlatformError)]
    public void A_refusal_says_why(int status, string code, DeliveryRefusal reason) => Assert.Equal(
        new DeliveryOutcome.Rejected(reason, code), Channel.Interpret(Answer(status, $$$"""{"error":{"code":"{{{code}}}"}}"""), Now));

    [Fact]
    public void A_refused_token_is_renewed() => Assert.Equal(new DeliveryOutcome.TokenExpired(), Channel.Interpret(Answer(401, ""), Now));

    [Fact]
    public void A_token_is_bought_with_the_app_s_password() => Assert.Equal(
        $"grant_type=client_credentials&client_id={App}&client_secret=p&scope=https%3A%2F%2Fapi.botframework.com%2F.default", BodyOf(Channel.TokenRequest(Bot())!));

    private static ChannelAccount Bot(string endorsements = "\"msteams\"")
    {
        var key = Key.ExportParameters(includePrivateParameters: false);
        return Account("teams-botframework", ("app_id", App), ("app_password", "p")) with
        {
            PublishedKeys = Encoding.UTF8.GetBytes($$"""
                {"keys":[{"kty":"RSA","kid":"k1","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}","endorsements":[{{endorsements}}]}]}
                """),
        };
    }

    private static string Token(
        string issuer = "https://api.botframework.com",
        string audience = App,
        string? service = Service,
        DateTimeOffset? expires = null,
        DateTimeOffset? begins = null,
        SigningCredentials? with = null) => "Bearer " + new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = (expires ?? Now.AddHours(1)).UtcDateTime,
            NotBefore = (begins ?? Now.AddHours(-1)).UtcDateTime,
            Claims = service is null ? [] : new Dictionary<string, object> { ["serviceurl"] = service },
            SigningCredentials = with ?? new SigningCredentials(new RsaSecurityKey(Key) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        });

    private static Verification Verify(string authorization, string endorsements = "\"msteams\"") =>
        Channel.Verify(Post(Message("x"), null, ("Authorization", authorization)), Bot(endorsements), Now);

    private static string Message(string text) =>
        $$$"""{"type":"message","id":"1","channelId":"msteams","serviceUrl":"{{{Service}}}","from":{"id":"29:u"},"conversation":{"id":"c"},"text":"{{{text}}}"}""";

    private static Parsed Read(string members)
    {
        var body = $$"""{"id":"1","timestamp":"2025-11-20T12:00:00.000Z","serviceUrl":"{{Service}}","from":{"id":"29:u"},"recipient":{"id":"28:bot"},"conversation":{"id":"c"},{{members.Trim()}}}""";
        return Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Bot());
    }
}
