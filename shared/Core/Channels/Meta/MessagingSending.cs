using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>Sending a message, and what the answer means.</summary>
internal static class MessagingSending
{
    private const int MaxQuickReplyLength = 20;
    private const int MaxButtonTextLength = 640;
    private const int MaxPayloadLength = 1_000;

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, MessagingDialect dialect)
    {
        if (Refusal(message.Content, dialect) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        return Request(account, dialect, "messages", json =>
        {
            WriteRecipient(json, message);
            // A comment is answered in private once, and that is no response.
            if (!IsComment(message))
            {
                json.WriteString("messaging_type", "RESPONSE");
            }

            json.WriteStartObject("message");
            Write(json, message.Content);
            json.WriteEndObject();
        }) is { } request
            ? request
            : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => MetaOutcome.Of(response, now, root => root.Id("message_id"));

    internal static HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, MessagingDialect dialect)
    {
        var action = signal switch
        {
            OutgoingSignal.Typing => "typing_on",
            OutgoingSignal.Read => "mark_seen",
            _ => null,
        };
        return action is null
            ? null
            : Request(account, dialect, "messages", json =>
            {
                WriteRecipient(json, addressee);
                json.WriteString("sender_action", action);
            });
    }

    internal static HttpDelivery? Upload(OutgoingContent.Attachment attachment, ChannelAccount account, MessagingDialect dialect)
    {
        if (!dialect.HasUploads || account.Setting(MetaSettings.AccessToken) is not { } token || Address(account, dialect, "message_attachments") is not { } address)
        {
            return null;
        }

        var described = Encoding.UTF8.GetString(JsonBody.Of(json => WriteFile(json, TypeOf(attachment.Kind), () => json.WriteBoolean("is_reusable", true))).Span);
        var form = new MultipartBody(attachment.File).Field("message", described).File("filedata", attachment.File);
        return new HttpDelivery("POST", address, form.ContentType, form.End()) { Headers = MetaSettings.Bearer(token) };
    }

    internal static (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, root => root.Id("attachment_id"), (answer, at) => MetaOutcome.Of(answer, at, _ => null));

    private static HttpDelivery? Request(ChannelAccount account, MessagingDialect dialect, string edge, Action<Utf8JsonWriter> members) =>
        account.Setting(MetaSettings.AccessToken) is { } token && Address(account, dialect, edge) is { } address
            ? new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(members)) { Headers = MetaSettings.Bearer(token) }
            : null;

    private static Uri? Address(ChannelAccount account, MessagingDialect dialect, string edge) =>
        MetaSettings.Graph(account, dialect.Platform) is { } graph
            // The token says whose "me" it is, so that an account works before its id was looked up.
            ? new Uri(graph, $"{Uri.EscapeDataString(account.Setting(MetaSettings.PageId) ?? "me")}/{edge}")
            : null;

    private static DeliveryRefusal? Refusal(OutgoingContent content, MessagingDialect dialect) => content switch
    {
        OutgoingContent.Text(var body) => LengthOf(body, dialect) > dialect.MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Attachment attachment when !dialect.Files.Contains(attachment.Kind) => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Attachment { File: { PlatformId: null, Address: null } } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Attachment => null,
        OutgoingContent.Page(var link) when dialect.HasLinkButtons => TextOf(link).Length > MaxButtonTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Choices choices => Refusal(choices, dialect),
        _ => DeliveryRefusal.KindNotSupported,
    };

    private static DeliveryRefusal? Refusal(OutgoingContent.Choices choices, MessagingDialect dialect)
    {
        if (choices.Options.Count is 0 or > OutgoingContent.Choices.MaxOptions)
        {
            return DeliveryRefusal.KindNotSupported;
        }

        return LengthOf(Question(choices), dialect) > dialect.MaxTextLength || choices.Options.Any(option => option.Id.Length > MaxPayloadLength) ? DeliveryRefusal.TooLong : null;
    }

    private static int LengthOf(string text, MessagingDialect dialect) => dialect.CountsBytes ? Encoding.UTF8.GetByteCount(text) : text.Length;

    private static string TextOf(Link link) => string.Join('\n', new[] { link.Title, link.Description }.OfType<string>().DefaultIfEmpty(link.Url));

    /// <summary>Where a button cannot hold its title, the whole of each stands in the text.</summary>
    private static string Question(OutgoingContent.Choices choices) => choices.Options.All(option => option.Title.Length <= MaxQuickReplyLength)
        ? choices.Body
        : string.Join('\n', [choices.Body, .. choices.Options.Select(option => "• " + option.Title)]);

    private static bool IsComment(OutgoingMessage message) => message.Answers?.Details.ContainsKey("comment_id") is true;

    private static void WriteRecipient(Utf8JsonWriter json, OutgoingMessage message)
    {
        json.WriteStartObject("recipient");
        if (message.Answers?.Details.TryGetValue("comment_id", out var comment) is true && comment.Text is { } id)
        {
            json.WriteString("comment_id", id);
        }
        else
        {
            json.WriteString("id", message.Recipient);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OutgoingContent content)
    {
        switch (content)
        {
            case OutgoingContent.Text(var text):
                json.WriteString("text", text);
                break;
            case OutgoingContent.Attachment attachment:
                WriteFile(json, TypeOf(attachment.Kind), () =>
                {
                    if (attachment.File.PlatformId is { } id)
                    {
                        json.WriteString("attachment_id", id);
                    }
                    else
                    {
                        json.WriteString("url", attachment.File.Address!.AbsoluteUri);
                    }
                });
                break;
            case OutgoingContent.Page(var link):
                WriteFile(json, "template", () => WriteLink(json, link));
                break;
            case OutgoingContent.Choices choices:
                json.WriteString("text", Question(choices));
                WriteChoices(json, choices);
                break;
            default:
                throw new InvalidOperationException($"No message of {content.GetType().Name}.");
        }
    }

    private static void WriteFile(Utf8JsonWriter json, string type, Action payload)
    {
        json.WriteStartObject("attachment");
        json.WriteString("type", type);
        json.WriteStartObject("payload");
        payload();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter json, Link link)
    {
        json.WriteString("template_type", "button");
        json.WriteString("text", TextOf(link));
        json.WriteStartArray("buttons");
        json.WriteStartObject();
        json.WriteString("type", "web_url");
        json.WriteString("url", link.Url);
        json.WriteString("title", TextCut.To(link.Title ?? link.Url, MaxQuickReplyLength));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteChoices(Utf8JsonWriter json, OutgoingContent.Choices choices)
    {
        json.WriteStartArray("quick_replies");
        foreach (var option in choices.Options)
        {
            json.WriteStartObject();
            json.WriteString("content_type", "text");
            json.WriteString("title", TextCut.To(option.Title, MaxQuickReplyLength));
            json.WriteString("payload", option.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string TypeOf(ItemKind kind) => kind switch
    {
        ItemKind.Image => "image",
        ItemKind.Voice => "audio",
        ItemKind.Video => "video",
        ItemKind.File => "file",
        _ => throw new InvalidOperationException($"No file of {kind}."),
    };
}
