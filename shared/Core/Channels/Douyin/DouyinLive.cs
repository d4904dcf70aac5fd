using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Douyin;

/// <summary>
/// MD5 in base64 over four headers, by name and joined as <c>k=v&amp;k=v</c>, the raw body and the secret. A request holds many items of one type.
/// </summary>
internal static class DouyinLive
{
    private const int MaxItems = 1_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>In their order.</summary>
    private static readonly string[] SignedHeaders = ["x-msg-type", "x-nonce-str", "x-roomid", "x-timestamp"];

    /// <summary>Times before are none: the platform's own sample of a signature has one of seven minutes after the epoch.</summary>
    private static readonly DateTimeOffset FirstTime = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] CarriedDetails =
        ["sec_gift_id", "gift_num", "gift_value", "like_num", "fansclub_reason_type", "fansclub_level", "group_id", "test"];

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(DouyinSettings.PushSecret) is not { } secret)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header("x-signature") is not { } given || SignedHeaders.Any(name => request.Header(name) is null))
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        if (!Mac.Base64Matches(given, Digest(request, secret)))
        {
            return new Verification.Rejected(Rejection.SignatureMismatch);
        }

        return long.TryParse(request.Header("x-timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && UnixTime.FromMilliseconds(milliseconds) is { } at
            && at >= FirstTime
            && !ReplayWindow.Holds(at, account, now, Window)
            ? new Verification.Rejected(Rejection.OutsideReplayWindow)
            : new Verification.Authentic(request.Body);
    }

    internal static Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload)
    {
        var (root, fault) = JsonReading.ReadObjectOrArray(payload);
        if (fault is { } unreadable)
        {
            return new Parsed.Malformed(unreadable);
        }

        if (request.Header("x-msg-type") is not { Length: > 0 and <= Limits.MaxIdLength } type || request.Header("x-roomid") is not { Length: > 0 and <= Limits.MaxIdLength } room)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var list = root.ValueKind == JsonValueKind.Array ? root : root.Member("payload");
        return ItemList.Read(list ?? root, MaxItems, item => Read(item, type, room));
    }

    private static (InboundItem? Item, ParseFault? Fault) Read(JsonElement element, string type, string room)
    {
        if (element.Id("msg_id") is not { } id)
        {
            return (null, ParseFault.MissingField);
        }

        if ((element.Id("sec_openid") ?? element.Id("open_id")) is not { } viewer)
        {
            return (null, ParseFault.MissingSender);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = type,
            Sender = viewer,
            Conversation = room,
            MessageId = id,
            DedupeKey = id,
            SentAt = DouyinEvent.Time(element.Integer("timestamp")),
            DisplayName = element.String("nickname") is { Length: > 0 and <= Limits.MaxIdLength } name ? name : null,
            Details = Details(element),
        };
        return type switch
        {
            "live_comment" => element.String("content") is { } text
                ? (frame with { Kind = ItemKind.Comment, Name = null, Text = text }, null)
                : (null, ParseFault.MissingField),
            "live_gift" or "live_like" or "live_fansclub" or "user_group" => (frame, null),
            _ => (frame with { Kind = ItemKind.Unsupported }, null),
        };
    }

    private static byte[] Digest(WebhookRequest request, string secret)
    {
        var head = string.Join('&', SignedHeaders.Select(name => $"{name}={request.Header(name)}"));
        byte[] signed = [.. Encoding.UTF8.GetBytes(head), .. request.Body.Span, .. Encoding.UTF8.GetBytes(secret)];
#pragma warning disable CA5351 // The platform's protocol is MD5; there is no other to choose.
        return MD5.HashData(signed);
#pragma warning restore CA5351
    }

    private static Dictionary<string, Detail> Details(JsonElement element)
    {
        var details = new Dictionary<string, Detail>();
        foreach (var name in CarriedDetails)
        {
            if (element.Integer(name) is { } number)
            {
                details[name] = number;
            }
            else if (element.String(name) is { } text)
            {
                details[name] = text;
            }
            else if (element.Flag(name) is { } flag)
            {
                details[name] = flag;
            }
        }

        return details;
    }
}
