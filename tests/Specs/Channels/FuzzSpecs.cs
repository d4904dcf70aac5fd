using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>Real requests with bytes changed, cut, doubled and swapped. Whatever comes of it, it is an answer and no exception.</summary>
public sealed class FuzzSpecs
{
    private const int RunsPerRequest = 1_500;

    [Theory]
    [MemberData(nameof(Vector.AsTheory), MemberType = typeof(Vector))]
    public void No_changed_request_of_a_platform_breaks_anything(Vector vector) =>
        Fuzz(vector.Channel, vector.Request, vector.Account, seed: 20_260_302);

    [Fact]
    public void No_changed_message_of_a_visitor_breaks_anything()
    {
        var site = Account("webchat", (VisitorToken.KeySetting, "demo-key"));
        var request = Post(
            """{"id":"m-1","text":"你好","sentAt":"2025-11-20T12:00:00.000Z"}""",
            null,
            ("Authorization", "Bearer " + VisitorToken.Issue(site, "v1", Now.AddDays(1))));

        Fuzz(new WebChatChannel(), request, site, seed: 7);
    }

    private static void Fuzz(IChannel channel, WebhookRequest request, ChannelAccount account, int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < RunsPerRequest; run++)
        {
            Fuzzing.Run(channel, Fuzzing.Change(request, random), account, Now);
        }
    }
}
