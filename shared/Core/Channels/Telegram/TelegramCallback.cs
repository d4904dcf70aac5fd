namespace OmniFunctions.Channels.Telegram;

/// <summary>Answers a pressed button in the same breath.</summary>
internal static class TelegramCallback
{
    internal static WebhookReply Answer(ReadOnlyMemory<byte> payload)
    {
        if (payload.Span.IndexOf("\"callback_query\""u8) < 0)
        {
            return WebhookReply.Empty;
        }

        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is null && root.Object("callback_query")?.Id("id") is { } id
            ? new WebhookReply(200, JsonBody.ContentType, JsonBody.Of(json =>
            {
                json.WriteString("method", "answerCallbackQuery");
                json.WriteString("callback_query_id", id);
            }))
            : WebhookReply.Empty;
    }
}
