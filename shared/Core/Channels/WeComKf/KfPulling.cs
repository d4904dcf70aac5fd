using OmniFunctions.Channels.WeCom;

namespace OmniFunctions.Channels.WeComKf;

/// <summary>
/// Reading what a signal only announces. One stream is one customer-service account (<c>open_kfid</c>). The platform keeps three days; a page may be
/// empty and there be more all the same.
/// </summary>
internal static class KfPulling
{
    private const int PageSize = 1_000;
    private const int MaxCursorLength = 1_024;
    private static readonly TimeSpan FrequencyPause = TimeSpan.FromMinutes(1);

    /// <returns>Null when the item is no signal.</returns>
    internal static PullPosition? After(InboundItem item) =>
        item is { Kind: ItemKind.Event, Name: WeComEvent.KfSignal } && item.Details.TryGetValue("open_kfid", out var account) && account.Text is { Length: > 0 } stream
            // Within ten minutes the token of the signal lets us ask often; without, the platform counts more strictly.
            ? new PullPosition(stream, null, item.Details.TryGetValue("kf_token", out var token) ? token.Text : null)
            : null;

    internal static HttpDelivery? Request(PullPosition position, ChannelAccount account, string? accessToken)
    {
        if (WeComSettings.Api(account, "kf/sync_msg", accessToken) is not { } address)
        {
            return null;
        }

        return new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteString("cursor", position.Cursor ?? "");
            if (position.Ticket is not null)
            {
                json.WriteString("token", position.Ticket);
            }

            json.WriteNumber("limit", PageSize);
            // 0 = AMR, as it was spoken.
            json.WriteNumber("voice_format", 0);
            json.WriteString("open_kfid", position.Stream);
        }));
    }

    internal static Pulled Read(DeliveryResponse response, PullPosition position)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status == 429 || response.Status >= 500 || fault is not null || root.Integer("errcode") is not { } code)
        {
            return new Pulled.NotNow(response.RetryAfter);
        }

        if (code != 0)
        {
            return code switch
            {
                40014 or 42001 => new Pulled.TokenExpired(),
                -1 => new Pulled.NotNow(),
                45009 or 45033 => new Pulled.NotNow(FrequencyPause),
                _ => new Pulled.Refused(((long?)code).Digits()),
            };
        }

        var items = new List<InboundItem>();
        var faults = new List<ParseFault>();
        foreach (var message in root.Array("msg_list").Take(PageSize))
        {
            var (item, unreadable) = KfMessage.Read(message, position.Stream);
            if (item is not null)
            {
                items.Add(item);
            }
            else if (unreadable is { } why)
            {
                faults.Add(why);
            }
        }

        // Without a cursor to go on from, "there is more" would read the same page for ever.
        var cursor = root.String("next_cursor") is { Length: > 0 and <= MaxCursorLength } next ? next : null;
        var hasMore = root.Integer("has_more") == 1 && cursor is not null && cursor != position.Cursor;
        return new Pulled.Page(items, faults, cursor ?? position.Cursor, hasMore);
    }
}
