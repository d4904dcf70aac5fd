using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Feishu;

/// <summary>A message of the bot: to a chat where the customer wrote in one, else to the person.</summary>
internal static class FeishuSending
{
    /// <summary>The platform takes 150 KB of content; this leaves room for the escapes of a text in JSON in JSON.</summary>
    internal const int MaxTextLength = 20_000;

    private const int MaxUuidLength = 50;
    private static readonly TimeSpan FrequencyPause = TimeSpan.FromSeconds(2);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (message.Text is { Length: > MaxTextLength })
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        if (accessToken is null || ApiBase.Of(account, FeishuSettings.Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (ContentOf(message.Content) is not { } content)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        var chat = message.PlatformConversation;
        var body = JsonBody.Of(json =>
        {
            json.WriteString("receive_id", chat ?? message.Recipient);
            json.WriteString("msg_type", content.Type);
            json.WriteString("content", Encoding.UTF8.GetString(content.Json.Span));
            // Within an hour the platform drops a message whose id it has seen.
            json.WriteString("uuid", Uuid(message.OperationId));
        });
        return new HttpDelivery("POST", new Uri(platform, $"open-apis/im/v1/messages?receive_id_type={(chat is null ? "open_id" : "chat_id")}"), JsonBody.ContentType, body)
        {
            Headers = Bearer(accessToken),
        };
    }

    /// <summary>Unless the organisation has set another.</summary>
    internal static readonly TimeSpan RecallWithin = TimeSpan.FromHours(24);

    internal static HttpDelivery? Recall(string platformMessageId, ChannelAccount account, string? accessToken) =>
        accessToken is not null && ApiBase.Of(account, FeishuSettings.Platform) is { } platform
            ? new HttpDelivery("DELETE", new Uri(platform, $"open-apis/im/v1/messages/{Uri.EscapeDataString(platformMessageId)}"), null, default) { Headers = Bearer(accessToken) }
            : null;

    internal static Dictionary<string, string> Bearer(string accessToken) => new() { ["Authorization"] = "Bearer " + accessToken };

    internal static HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken)
    {
        if (accessToken is null || ApiBase.Of(account, FeishuSettings.Platform) is not { } platform)
        {
            return null;
        }

        var form = new MultipartBody(attachment.File);
        var path = "open-apis/im/v1/images";
        if (attachment.Kind == ItemKind.Image)
        {
            form.Field("image_type", "message").File("image", attachment.File);
        }
        else
        {
            path = "open-apis/im/v1/files";
            form.Field("file_type", FileType(attachment)).Field("file_name", OneLine(attachment.File.Name)).File("file", attachment.File);
        }

        return new HttpDelivery("POST", new Uri(platform, path), form.ContentType, form.End()) { Headers = Bearer(accessToken) };
    }

    internal static string? Handle(JsonElement root) =>
        root.Integer("code") == 0 ? root.Object("data")?.Id("image_key") ?? root.Object("data")?.Id("file_key") : null;

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        if (response.Status == 429)
        {
            return new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? FrequencyPause));
        }

        // Refusals come with 400 and 200 alike; the code counts.
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return response.Status < 500 && fault is null && root.Integer("code") is { } code
            ? Outcome(code, root.Object("data")?.Id("message_id"), now)
            : new DeliveryOutcome.Unknown();
    }

    private static DeliveryOutcome Outcome(long code, string? messageId, DateTimeOffset now) => code switch
    {
        0 => new DeliveryOutcome.Delivered(messageId),
        99991661 or 99991663 or 99991664 or 99991668 or 99991671 or 99991677 => new DeliveryOutcome.TokenExpired(),
        99991400 or 230020 or 11232 or 11233 or 11234 => new DeliveryOutcome.Throttled(now + FrequencyPause),
        _ => new DeliveryOutcome.Rejected(Reason(code), code.ToString(CultureInfo.InvariantCulture)),
    };

    private static DeliveryRefusal Reason(long code) => code switch
    {
        10003 or 10014 or 10015 or 99991543 => DeliveryRefusal.AuthenticationFailed,
        230001 or 230034 or 232009 => DeliveryRefusal.RecipientUnknown,
        230002 or 230006 or 230018 or 230027 or 230035 or 99991672 or 99991679 => DeliveryRefusal.NotPermitted,
        230013 or 230029 or 230053 => DeliveryRefusal.RecipientBlockedUs,
        230025 => DeliveryRefusal.TooLong,
        230055 => DeliveryRefusal.KindNotSupported,
        _ => DeliveryRefusal.PlatformError,
    };

    /// <returns>Null where the platform has no such message.</returns>
    private static (string Type, ReadOnlyMemory<byte> Json)? ContentOf(OutgoingContent content) => content switch
    {
        // "<" begins the platform's own marks, as <at user_id="all">: in a customer's text it is a letter.
        OutgoingContent.Text text => ("text", JsonBody.Of(json => json.WriteString("text", Harmless(text.Body)))),
        OutgoingContent.Attachment { Kind: ItemKind.Image, File.PlatformId: { } key } => ("image", JsonBody.Of(json => json.WriteString("image_key", key))),
        OutgoingContent.Attachment { Kind: ItemKind.Voice, File.PlatformId: { } key } => ("audio", JsonBody.Of(json => json.WriteString("file_key", key))),
        OutgoingContent.Attachment { Kind: ItemKind.Video, File.PlatformId: { } key } => ("media", JsonBody.Of(json => json.WriteString("file_key", key))),
        OutgoingContent.Attachment { Kind: ItemKind.File, File.PlatformId: { } key } => ("file", JsonBody.Of(json => json.WriteString("file_key", key))),
        OutgoingContent.Page { Link: var link } => ("post", JsonBody.Of(json => Page(json, link))),
        OutgoingContent.Choices choices when choices.Options.Count is > 0 and <= OutgoingContent.Choices.MaxOptions => ("interactive", JsonBody.Of(json => Card(json, choices))),
        _ => null,
    };

    private static void Page(Utf8JsonWriter json, Link link)
    {
        json.WriteStartObject("zh_cn");
        json.WriteString("title", link.Title ?? "");
        json.WriteStartArray("content");
        json.WriteStartArray();
        if (!string.IsNullOrEmpty(link.Description))
        {
            json.WriteStartObject();
            json.WriteString("tag", "text");
            json.WriteString("text", link.Description + " ");
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteString("tag", "a");
        json.WriteString("text", link.Url);
        json.WriteString("href", link.Url);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Card(Utf8JsonWriter json, OutgoingContent.Choices choices)
    {
        json.WriteStartArray("elements");
        json.WriteStartObject();
        json.WriteString("tag", "div");
        json.WriteStartObject("text");
        json.WriteString("tag", "plain_text");
        json.WriteString("content", choices.Body);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("tag", "action");
        json.WriteStartArray("actions");
        foreach (var choice in choices.Options)
        {
            json.WriteStartObject();
            json.WriteString("tag", "button");
            json.WriteStartObject("text");
            json.WriteString("tag", "plain_text");
            json.WriteString("content", choice.Title);
            json.WriteEndObject();
            json.WriteString("type", "default");
            json.WriteStartObject("value");
            json.WriteString("id", choice.Id);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string FileType(OutgoingContent.Attachment attachment) => attachment.Kind switch
    {
        ItemKind.Voice => "opus",
        ItemKind.Video => "mp4",
        _ => Path.GetExtension(attachment.File.Name).ToLowerInvariant() switch
        {
            ".pdf" => "pdf",
            ".doc" or ".docx" => "doc",
            ".xls" or ".xlsx" => "xls",
            ".ppt" or ".pptx" => "ppt",
            _ => "stream",
        },
    };

    private static string Harmless(string text) => text.Replace("<at", "＜at", StringComparison.OrdinalIgnoreCase);

    private static string OneLine(string name) => name.ReplaceLineEndings(" ");

    private static string Uuid(string operationId) => operationId.Length is > 0 and <= MaxUuidLength
        ? operationId
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operationId)))[..MaxUuidLength];
}
