using System.Text;

namespace OmniFunctions.Channels.Weibo;

/// <summary>An answer in the webhook's own response: the content is JSON, escaped as in an address, in a text.</summary>
public static class WeiboPassiveReply
{
    /// <param name="account">Who answers: the message's receiver.</param>
    public static WebhookReply Text(string account, string customer, string text) => new(200, JsonBody.ContentType, JsonBody.Of(json =>
    {
        json.WriteBoolean("result", true);
        json.WriteString("sender_id", account);
        json.WriteString("receiver_id", customer);
        json.WriteString("type", "text");
        json.WriteString("data", Uri.EscapeDataString(Encoding.UTF8.GetString(JsonBody.Of(content => content.WriteString("text", text)).Span)));
    }));
}
