namespace OmniFunctions.Channels.DingTalk;

/// <summary>What a robot said is taken back by the key under which the platform took it. What left by the short way has none, and stays.</summary>
internal static class DingTalkRecall
{
    internal static readonly TimeSpan Within = TimeSpan.FromHours(24);

    internal static HttpDelivery? Request(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken)
    {
        if (accessToken is null || DingTalkSending.RobotCode(addressee, account) is not { } robot || ApiBase.Of(account, DingTalkSettings.Platform) is not { } platform)
        {
            return null;
        }

        var group = addressee.PlatformConversation;
        return new HttpDelivery("POST", new Uri(platform, group is null ? "v1.0/robot/otoMessages/batchRecall" : "v1.0/robot/groupMessages/recall"), JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteString("robotCode", robot);
            if (group is not null)
            {
                json.WriteString("openConversationId", group);
            }

            json.WriteStartArray("processQueryKeys");
            json.WriteStringValue(platformMessageId);
            json.WriteEndArray();
        }))
        {
            Headers = DingTalkSending.Authorised(accessToken),
        };
    }

    /// <summary>Of each key it says whether it was taken back, and why not.</summary>
    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        if (response.Status is < 200 or >= 300 || JsonReading.ReadObject(response.Body) is not { Fault: null, Root: var said })
        {
            return DingTalkSending.Interpret(response, now);
        }

        return said.Object("failedResult")?.EnumerateObject().Select(failed => failed.Value.ToString()).FirstOrDefault() is { } why
            ? new DeliveryOutcome.Rejected(DeliveryRefusal.NotPermitted, TextCut.To(why, Limits.MaxIdLength))
            : said.Array("successResult").Any() ? new DeliveryOutcome.Delivered(null) : new DeliveryOutcome.Unknown();
    }
}
