using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>Real requests with bytes changed, cut, doubled and swapped. Whatever comes of it, it is an answer and no exception.</summary>
public sealed class FuzzSpecs
{
    private const int RunsPerRequest = 1_500;

    private static readonly byte[][] Morsels =
    [
        .. new[] { "<", ">", "]]>", "<![CDATA[", "<!DOCTYPE x>", "&#0;", "&lt;", "{", "}", "[", "\"", "\\ud800", "\\u0000", "null", "-1", "1e999", "99999999999999999999", "\0" }
            .Select(Encoding.UTF8.GetBytes),
        [0xC3, 0x28],
        [0xEF, 0xBB, 0xBF],
        [0xED, 0xA0, 0x80],
    ];

    private static readonly OutgoingContent.Attachment Sent = new(ItemKind.Image, new OutgoingFile("a.png", "image/png", "abc"u8.ToArray()));

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
            var changed = request with { Body = Change(request.Body.ToArray(), random) };
            var query = new Dictionary<string, string>(request.Query);
            foreach (var name in request.Query.Keys.Where(_ => random.Next(8) == 0))
            {
                query[name] = Encoding.Latin1.GetString(Change(Encoding.Latin1.GetBytes(query[name]), random));
            }

            var payload = channel.Verify(changed with { Query = query }, account, Now) is Verification.Authentic authentic ? authentic.Payload : changed.Body;
            foreach (var bytes in new[] { payload, changed.Body })
            {
                if (channel.Parse(changed, bytes, account) is Parsed.Items items)
                {
                    Assert.All(items.List, item => Assert.NotEmpty(NormalisedItem.ToJson(item)));
                }
            }

            _ = channel.Acknowledge(changed, payload, account, Now);
            _ = channel.Interpret(new DeliveryResponse(200, changed.Body), Now);
            _ = channel.ReadToken(new DeliveryResponse(200, changed.Body));
            _ = channel.ReadUpload(new DeliveryResponse(200, changed.Body), Now);
            _ = channel.UploadNext(new DeliveryResponse(200, changed.Body), Sent, account, "token");
            _ = channel.ReadFetched(new DeliveryResponse(200, changed.Body), new Media("m1", "image/png"), account, "token");
        }
    }

    internal static byte[] Change(byte[] bytes, Random random)
    {
        var changed = bytes.ToList();
        for (var times = random.Next(1, 4); times > 0 && changed.Count > 0; times--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(5))
            {
                case 0:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, Math.Min(random.Next(1, 20), changed.Count - at));
                    break;
                case 2:
                    changed.InsertRange(at, Morsels[random.Next(Morsels.Length)]);
                    break;
                case 3:
                    changed.InsertRange(at, changed.Skip(random.Next(changed.Count)).Take(random.Next(60)).ToArray());
                    break;
                default:
                    changed.RemoveRange(at, changed.Count - at);
                    break;
            }
        }

        return [.. changed];
    }
}
