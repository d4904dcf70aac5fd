using System.Text.Json;

namespace OmniFunctions.Channels.Slack;

/// <summary>Sending a message, and what the answer means: errors come with status 200.</summary>
internal static class SlackSending
{
    /// <summary>Longer ones are taken and cut.</summary>
    internal const int MaxTextLength = 4_000;

    private const int MaxSectionLength = 3_000;
    private const int MaxButtonLength = 75;
    private const int MaxValueLength = 2_000;
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(30);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account)
    {
        if (Refusal(message.Content) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        if (account.Setting(SlackSettings.BotToken) is not { } token || ApiBase.Of(account, SlackSettings.Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        var isUpload = message.Content is OutgoingContent.Attachment { File.PlatformId: not null };
        var body = JsonBody.Of(json =>
        {
            // A person's id opens the chat with them.
            json.WriteString(isUpload ? "channel_id" : "channel", message.PlatformConversation ?? message.Recipient);
            if (Thread(message) is { } thread)
            {
                json.WriteString("thread_ts", thread);
            }

            Write(json, message.Content);
        });
        var address = new Uri(platform, isUpload ? "files.completeUploadExternal" : "chat.postMessage");
        return new HttpDelivery("POST", address, JsonBody.ContentType + "; charset=utf-8", body) { Headers = SlackFile.Bearer(token) };
    }

    /// <summary>A bot deletes its own messages however old; a day later they are history.</summary>
    internal static readonly TimeSpan RecallWithin = TimeSpan.FromHours(24);

    /// <returns>Null where the chat is not known: a person's id, which opens one, is not taken there.</returns>
    internal static HttpDelivery? Recall(string platformMessageId, OutgoingMessage addressee, ChannelAccount account) =>
        addressee.PlatformConversation is { } chat && account.Setting(SlackSettings.BotToken) is { } token && ApiBase.Of(account, SlackSettings.Platform) is { } platform
            ? new HttpDelivery("POST", new Uri(platform, "chat.delete"), JsonBody.ContentType + "; charset=utf-8", JsonBody.Of(json =>
            {
                json.WriteString("channel", chat);
                json.WriteString("ts", platformMessageId);
            })) { Headers = SlackFile.Bearer(token) }
            : null;

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        if (response.Status == 429)
        {
            return new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? RatePause));
        }

        var (root, fault) = JsonReading.ReadObject(response.Body);
        return fault is null && response.Status < 500 && root.Flag("ok") is { } taken
            ? taken ? new DeliveryOutcome.Delivered(root.Id("ts") ?? root.Array("files").FirstOrDefault().Id("id")) : Refused(root.Id("error") ?? "", response, now)
            // An answer of a gateway, or half of one: the message may be out all the same.
            : new DeliveryOutcome.Unknown();
    }

    private static DeliveryOutcome Refused(string error, DeliveryResponse response, DateTimeOffset now) => error switch
    {
        "ratelimited" or "rate_limited" or "message_limit_exceeded" => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? RatePause)),
        "channel_not_found" or "user_not_found" or "users_not_found" => new DeliveryOutcome.Rejected(DeliveryRefusal.RecipientUnknown, error),
        "not_in_channel" or "is_archived" or "restricted_action" or "missing_scope" or "no_permission" or "access_denied" or "ekm_access_denied" or "team_access_not_granted"
            or "cannot_dm_bot" or "messages_tab_disabled" => new DeliveryOutcome.Rejected(DeliveryRefusal.NotPermitted, error),
        "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" or "not_allowed_token_type" => new DeliveryOutcome.Rejected(DeliveryRefusal.AuthenticationFailed, error),
        "msg_too_long" or "msg_blocks_too_long" => new DeliveryOutcome.Rejected(DeliveryRefusal.TooLong, error),
        // Slack's own words for not knowing how far it came.
        "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" => new DeliveryOutcome.Unknown(),
        _ => new DeliveryOutcome.Rejected(DeliveryRefusal.PlatformError, error is "" ? null : error),
    };

    /// <summary>Into the thread the customer wrote in; in a channel of many, an answer begins one.</summary>
    private static string? Thread(OutgoingMessage message) =>
        message.Answers is { } answers
            ? answers.Details.GetValueOrDefault("thread_ts").Text ?? (answers.Details.GetValueOrDefault("channel_type").Text is "channel" or "group" ? answers.MessageId : null)
            : null;

    private static DeliveryRefusal? Refusal(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var text) => text.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Attachment { File.PlatformId: not null } or OutgoingContent.Attachment { Kind: ItemKind.Image, File.Address: not null } => null,
        OutgoingContent.Choices { Options.Count: 0 or > OutgoingContent.Choices.MaxOptions } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Choices choices => choices.Body.Length > MaxSectionLength || choices.Options.Any(option => option.Title.Length > MaxButtonLength || option.Id.Length > MaxValueLength) ? DeliveryRefusal.TooLong : null,
        _ => DeliveryRefusal.KindNotSupported,
    };

    private static void Write(Utf8JsonWriter json, OutgoingContent content)
    {
        switch (content)
        {
            case OutgoingContent.Text(var text):
                json.WriteString("text", SlackText.Write(text));
                break;
            case OutgoingContent.Attachment { File: { PlatformId: { } id } file } attachment:
                WriteUploaded(json, id, file.Name, attachment.Caption);
                break;
            case OutgoingContent.Attachment { File: { Address: { } address } file } attachment:
                WritePicture(json, address, attachment.Caption, file.Name);
                break;
            case OutgoingContent.Choices choices:
                WriteChoices(json, choices);
                break;
            default:
                throw new InvalidOperationException($"No message of {content.GetType().Name}.");
        }
    }

    private static void WriteUploaded(Utf8JsonWriter json, string id, string name, string? caption)
    {
        json.WriteStartArray("files");
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("title", name);
        json.WriteEndObject();
        json.WriteEndArray();
        if (caption is not null)
        {
            json.WriteString("initial_comment", SlackText.Write(caption));
        }
    }

    /// <summary>The text beside the blocks is what a notification shows.</summary>
    private static void WritePicture(Utf8JsonWriter json, Uri address, string? caption, string name)
    {
        json.WriteString("text", SlackText.Write(caption ?? name));
        json.WriteStartArray("blocks");
        if (caption is not null)
        {
            WriteSection(json, caption);
        }

        json.WriteStartObject();
        json.WriteString("type", "image");
        json.WriteString("image_url", address.AbsoluteUri);
        json.WriteString("alt_text", name);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteChoices(Utf8JsonWriter json, OutgoingContent.Choices choices)
    {
        json.WriteString("text", SlackText.Write(choices.Body));
        json.WriteStartArray("blocks");
        WriteSection(json, choices.Body);
        json.WriteStartObject();
        json.WriteString("type", "actions");
        json.WriteStartArray("elements");
        foreach (var (option, index) in choices.Options.Select((option, index) => (option, index)))
        {
            json.WriteStartObject();
            json.WriteString("type", "button");
            json.WriteString("action_id", $"choice-{index}");
            json.WriteString("value", option.Id);
            json.WriteStartObject("text");
            json.WriteString("type", "plain_text");
            json.WriteString("text", option.Title);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteSection(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "section");
        json.WriteStartObject("text");
        json.WriteString("type", "plain_text");
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
