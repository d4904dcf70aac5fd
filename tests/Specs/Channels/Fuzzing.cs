using System.Text;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>What is done to genuine bytes, and what is done with them then: everything that a channel does with bytes from outside.</summary>
internal static class Fuzzing
{
    private static readonly byte[][] Morsels =
    [
        .. new[] { "<", ">", "]]>", "<![CDATA[", "<!DOCTYPE x>", "&#0;", "&lt;", "{", "}", "[", "\"", "\\ud800", "\\u0000", "null", "-1", "1e999", "99999999999999999999", "\0" }
            .Select(Encoding.UTF8.GetBytes),
        [0xC3, 0x28],
        [0xEF, 0xBB, 0xBF],
        [0xED, 0xA0, 0x80],
    ];

    private static readonly OutgoingContent.Attachment Sent = new(ItemKind.Image, new OutgoingFile("a.png", "image/png", "abc"u8.ToArray()));

    /// <summary>The body changed, and now and then what stands in the query.</summary>
    internal static WebhookRequest Change(WebhookRequest request, Random random)
    {
        var body = Change(request.Body.ToArray(), random);
        var query = new Dictionary<string, string>(request.Query);
        foreach (var name in request.Query.Keys.Where(_ => random.Next(8) == 0))
        {
            query[name] = Encoding.Latin1.GetString(Change(Encoding.Latin1.GetBytes(query[name]), random));
        }

        return request with { Body = body, Query = query };
    }

    /// <summary>A request all the way, and its bytes as if they were the payload, or an answer of the platform.</summary>
    internal static void Run(IChannel channel, WebhookRequest changed, ChannelAccount account, DateTimeOffset now)
    {
        var payload = channel.Verify(changed, account, now) is Verification.Authentic authentic ? authentic.Payload : changed.Body;
        Read(channel, changed, payload, account);
        Read(channel, changed, changed.Body, account);
        _ = channel.Acknowledge(changed, payload, account, now);
        ReadAnswer(channel, changed.Body, account, now);
    }

    /// <exception cref="InvalidOperationException">It was read as something that cannot be kept.</exception>
    internal static void Read(IChannel channel, WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        if (channel.Parse(request, payload, account) is Parsed.Items items)
        {
            Keep(channel, items.List);
        }
    }

    /// <exception cref="InvalidOperationException">It was read as what no answer can be.</exception>
    internal static void ReadAnswer(IChannel channel, ReadOnlyMemory<byte> body, ChannelAccount account, DateTimeOffset now)
    {
        var media = new Media("m1", "image/png");
        foreach (var status in new[] { 200, 400 })
        {
            var response = new DeliveryResponse(status, body)
            {
                Headers = new Dictionary<string, string> { ["content-type"] = "application/json", ["content-disposition"] = Encoding.Latin1.GetString(body.Span) },
            };
            _ = channel.Interpret(response, now) ?? throw new InvalidOperationException("An answer means nothing at all.");
            _ = channel.ReadFetched(response, media, account, "token") ?? throw new InvalidOperationException("What was fetched is nothing at all.");
            _ = channel.ReadToken(response);
            _ = channel.ReadOrder(response);
            _ = channel.UploadNext(response, Sent, account, "token");
            var (handle, outcome) = channel.ReadUpload(response, now);
            if (handle is null == outcome is null)
            {
                throw new InvalidOperationException("An upload has come to both or neither.");
            }

            if (channel.ReadPulled(response, new PullPosition("wk", null), account) is Pulled.Page page)
            {
                Keep(channel, page.Items);
            }
        }
    }

    /// <summary>Bytes put in, taken out, doubled, swapped and cut off, in one to three places.</summary>
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

    private static void Keep(IChannel channel, IReadOnlyList<InboundItem> items)
    {
        foreach (var item in items)
        {
            if (NormalisedItem.ToJson(item).Length == 0)
            {
                throw new InvalidOperationException("An item says nothing.");
            }

            _ = channel.PullAfter(item);
        }
    }
}
