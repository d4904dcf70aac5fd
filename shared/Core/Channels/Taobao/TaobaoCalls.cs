namespace OmniFunctions.Channels.Taobao;

/// <summary>Our calls to the platform.</summary>
internal static class TaobaoCalls
{
    private const string Platform = "https://eco.taobao.com";
    private const int MessagesPerPull = 100;
    private const int MaxSumLength = 40;

    internal static HttpDelivery? Consume(PullPosition position, ChannelAccount account, DateTimeOffset now) => Call(
        "taobao.tmc.messages.consume", account, now, session: null, new("group_name", position.Stream), new("quantity", MessagesPerPull.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    internal static HttpDelivery? Order(string orderId, ChannelAccount account, DateTimeOffset now) =>
        account.Setting(TaobaoSettings.Session) is { } session && orderId.Length is > 0 and <= Limits.MaxIdLength && orderId.All(char.IsAsciiDigit)
            ? Call("taobao.trade.fullinfo.get", account, now, session, new("fields", "tid,status,payment,orders.title,orders.outer_sku_id,orders.num,orders.price"), new("tid", orderId))
            : null;

    internal static Order? ReadOrder(DeliveryResponse response)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return response.Status == 200 && fault is null && root.Object("trade_fullinfo_get_response")?.Object("trade") is { } trade && trade.Id("tid") is { } id
            ? new Order(id, null, trade.Id("payment"), "CNY", trade.String("status"))
            {
                Lines =
                [
                    .. (trade.Object("orders")?.Array("order") ?? []).Where(line => line.ValueKind == System.Text.Json.JsonValueKind.Object).Take(Channels.Order.MaxLines).Select(line =>
                        new OrderLine(line.String("title"), line.Id("outer_sku_id"), (int)Math.Clamp(line.Integer("num") ?? 1, 0, int.MaxValue), line.Id("price") is { Length: <= MaxSumLength } price ? price : null)),
                ],
            }
            : null;
    }

    internal static Pulled ReadMessages(DeliveryResponse response, PullPosition position, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status != 200 || fault is not null)
        {
            return new Pulled.NotNow(response.RetryAfter);
        }

        if (root.Object("error_response") is { } error)
        {
            return Refused(error.Integer("code"), error.String("sub_code"));
        }

        if (root.Object("tmc_messages_consume_response") is not { } consumed)
        {
            return new Pulled.NotNow();
        }

        var items = new List<InboundItem>();
        var faults = new List<ParseFault>();
        var ids = new List<string>();
        foreach (var message in consumed.Object("messages")?.Array("tmc_message") ?? [])
        {
            if (message.Id("id") is not { } id || message.String("topic") is not { } topic)
            {
                faults.Add(ParseFault.MissingField);
                continue;
            }

            // What cannot be read is confirmed as well: it would come again for ever, and never be better.
            ids.Add(id);
            if (Content(message) is { } content && TaobaoMessage.Read(topic, content, TaobaoFields.Of(message), id, TaobaoVerification.Time(message.String("pub_time"))) is { } item)
            {
                items.Add(item);
            }
            else
            {
                faults.Add(ParseFault.InvalidValue);
            }
        }

        var confirm = ids.Count == 0 ? null : Call(
            "taobao.tmc.messages.confirm", account, response.At, session: null, new("group_name", position.Stream), new("s_message_ids", string.Join(',', ids)));
        return new Pulled.Page(items, faults, position.Cursor, HasMore: ids.Count >= MessagesPerPull, confirm);
    }

    private static TaobaoFields? Content(System.Text.Json.JsonElement message)
    {
        if (message.Object("content") is { } content)
        {
            return TaobaoFields.Of(content);
        }

        if (message.String("content") is not { } text)
        {
            return null;
        }

        var (inner, fault) = JsonReading.ReadObject(System.Text.Encoding.UTF8.GetBytes(text));
        return fault is null ? TaobaoFields.Of(inner) : null;
    }

    private static Pulled Refused(long? code, string? sub) => code switch
    {
        // Called too often: by the app or by everybody.
        7 or 8 => new Pulled.NotNow(TimeSpan.FromMinutes(1)),
        10 or 15 when sub?.StartsWith("isp.", StringComparison.Ordinal) == true => new Pulled.NotNow(),
        26 or 27 => new Pulled.TokenExpired(),
        _ => new Pulled.Refused(sub ?? code.Digits()),
    };

    /// <returns>Null when the account lacks what the platform asks for.</returns>
    private static HttpDelivery? Call(string method, ChannelAccount account, DateTimeOffset now, string? session, params ReadOnlySpan<KeyValuePair<string, string>> parameters)
    {
        if (account.Setting(TaobaoSettings.AppKey) is not { } key
            || account.Setting(TaobaoSettings.AppSecret) is not { } secret
            || ApiBase.Of(account, Platform) is not { } platform)
        {
            return null;
        }

        var form = new Dictionary<string, string>
        {
            ["method"] = method,
            ["app_key"] = key,
            ["timestamp"] = TaobaoVerification.Time(now),
            ["format"] = "json",
            ["v"] = "2.0",
            ["sign_method"] = TopSignature.HmacSha256,
        };
        foreach (var (name, value) in parameters)
        {
            form[name] = value;
        }

        if (session is not null)
        {
            form["session"] = session;
        }

        form["sign"] = TopSignature.Of(form, [], secret, TopSignature.HmacSha256)!;
        return new HttpDelivery("POST", new Uri(platform, "router/rest"), FormBody.ContentType, FormBody.Of(form.Select(pair => (pair.Key, (string?)pair.Value))));
    }
}
