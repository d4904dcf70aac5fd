namespace OmniFunctions.Channels.Teams;

/// <summary>An invoke waits for its answer in the same breath; all else wants none.</summary>
internal static class TeamsInvoke
{
    internal static WebhookReply Answer(ReadOnlyMemory<byte> payload)
    {
        if (payload.Span.IndexOf("\"invoke\""u8) < 0)
        {
            return WebhookReply.Empty;
        }

        var (root, fault) = JsonReading.ReadObject(payload);
        if (fault is not null || root.String("type") != "invoke")
        {
            return WebhookReply.Empty;
        }

        return new WebhookReply(200, JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteNumber("status", 200);
            json.WriteStartObject("body");
            if (root.String("name") == "adaptiveCard/action")
            {
                json.WriteNumber("statusCode", 200);
                json.WriteString("type", "application/vnd.microsoft.activity.message");
                json.WriteString("value", "✓");
            }

            json.WriteEndObject();
        }));
    }
}
