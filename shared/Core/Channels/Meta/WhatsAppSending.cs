using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>Sending a message, and what the answer means.</summary>
internal static class WhatsAppSending
{
    internal const int MaxTextLength = 4_096;

    private const int MaxCaptionLength = 1_024;
    private const int MaxButtons = 3;
    private const int MaxButtonLength = 20;
    private const int MaxButtonBodyLength = 1_024;
    private const int MaxRowLength = 24;
    private const int MaxRowDescriptionLength = 72;
    private const int MaxChoiceIdLength = 200;
    private const string Product = "whatsapp";

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account)
    {
        if (Address(account) is not { } address || account.Setting(MetaSettings.AccessToken) is not { } token)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (Refusal(message.Content) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        var body = JsonBody.Of(json =>
        {
            json.WriteString("messaging_product", Product);
            json.WriteString("recipient_type", "individual");
            // A customer who has a user name may be known by an id that is no number.
            json.WriteString(message.Recipient.All(char.IsAsciiDigit) ? "to" : "recipient", message.Recipient);
            Write(json, message.Content);
            // Comes back with the statuses: how a send whose answer was lost is found again.
            json.WriteString("biz_opaque_callback_data", message.OperationId);
        });
        return new HttpDelivery("POST", address, JsonBody.ContentType, body) { Headers = MetaSettings.Bearer(token) };
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) =>
        MetaOutcome.Of(response, now, root => root.Array("messages").FirstOrDefault().Id("id"));

    /// <summary>Both marks go out as one: who types has read.</summary>
    internal static HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account)
    {
        var read = signal switch
        {
            OutgoingSignal.Read(var id) => id,
            OutgoingSignal.Typing => addressee.Answers?.MessageId,
            _ => null,
        };
        if (read is null || Address(account) is not { } address || account.Setting(MetaSettings.AccessToken) is not { } token)
        {
            return null;
        }

        var body = JsonBody.Of(json =>
        {
            json.WriteString("messaging_product", Product);
            json.WriteString("status", "read");
            json.WriteString("message_id", read);
            if (signal is OutgoingSignal.Typing)
            {
                json.WriteStartObject("typing_indicator");
                json.WriteString("type", "text");
                json.WriteEndObject();
            }
        });
        return new HttpDelivery("POST", address, JsonBody.ContentType, body) { Headers = MetaSettings.Bearer(token) };
    }

    private static Uri? Address(ChannelAccount account) =>
        account.Setting(MetaSettings.PhoneNumberId) is { } number && MetaSettings.Graph(account, MetaSettings.Platform) is { } graph
            ? new Uri(graph, Uri.EscapeDataString(number) + "/messages")
            : null;

    private static DeliveryRefusal? Refusal(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var body) => body.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Attachment attachment => Refusal(attachment),
        OutgoingContent.Choices choices => Refusal(choices),
        OutgoingContent.Page(var link) => (link.Title?.Length ?? 0) + (link.Description?.Length ?? 0) >= MaxButtonBodyLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Place or OutgoingContent.Template => null,
        _ => DeliveryRefusal.KindNotSupported,
    };

    private static DeliveryRefusal? Refusal(OutgoingContent.Attachment attachment) => attachment switch
    {
        { Kind: not (ItemKind.Image or ItemKind.Voice or ItemKind.Video or ItemKind.File) } => DeliveryRefusal.KindNotSupported,
        { File: { PlatformId: null, Address: null } } => DeliveryRefusal.KindNotSupported,
        { Caption.Length: > MaxCaptionLength } => DeliveryRefusal.TooLong,
        _ => null,
    };

    private static DeliveryRefusal? Refusal(OutgoingContent.Choices choices) =>
        choices.Body.Length > (AsButtons(choices) ? MaxButtonBodyLength : MaxTextLength)
        || choices.Options.Any(option => option.Id.Length > MaxChoiceIdLength || option.Title.Length > MaxRowDescriptionLength)
            ? DeliveryRefusal.TooLong
            : choices.Options.Count is 0 or > OutgoingContent.Choices.MaxOptions ? DeliveryRefusal.KindNotSupported : null;

    private static bool AsButtons(OutgoingContent.Choices choices) =>
        choices.Options.Count <= MaxButtons && choices.Options.All(option => option.Title.Length <= MaxButtonLength) && choices.Body.Length <= MaxButtonBodyLength;

    private static void Write(Utf8JsonWriter json, OutgoingContent content)
    {
        switch (content)
        {
            case OutgoingContent.Text(var text):
                Typed(json, "text", () => json.WriteString("body", text));
                break;
            case OutgoingContent.Attachment attachment:
                Typed(json, TypeOf(attachment.Kind), () => WriteFile(json, attachment));
                break;
            case OutgoingContent.Place(var place):
                Typed(json, "location", () =>
                {
                    json.WriteNumber("latitude", place.Latitude);
                    json.WriteNumber("longitude", place.Longitude);
                    json.WriteOptional("name", place.Label);
                    json.WriteOptional("address", place.Address);
                });
                break;
            case OutgoingContent.Page(var link):
                Typed(json, "interactive", () => WriteLink(json, link));
                break;
            case OutgoingContent.Choices choices:
                Typed(json, "interactive", () => WriteChoices(json, choices));
                break;
            case OutgoingContent.Template template:
                Typed(json, "template", () => WriteTemplate(json, template));
                break;
            default:
                throw new InvalidOperationException($"No message of {content.GetType().Name}.");
        }
    }

    private static void Typed(Utf8JsonWriter json, string type, Action content)
    {
        json.WriteString("type", type);
        json.WriteStartObject(type);
        content();
        json.WriteEndObject();
    }

    private static string TypeOf(ItemKind kind) => kind switch
    {
        ItemKind.Image => "image",
        ItemKind.Voice => "audio",
        ItemKind.Video => "video",
        ItemKind.File => "document",
        _ => throw new InvalidOperationException($"No file of {kind}."),
    };

    private static void WriteFile(Utf8JsonWriter json, OutgoingContent.Attachment attachment)
    {
        if (attachment.File.PlatformId is { } id)
        {
            json.WriteString("id", id);
        }
        else
        {
            json.WriteString("link", attachment.File.Address!.AbsoluteUri);
        }

        // A voice message has no caption there.
        json.WriteOptional("caption", attachment.Kind == ItemKind.Voice ? null : attachment.Caption);
        json.WriteOptional("filename", attachment.Kind == ItemKind.File ? attachment.File.Name : null);
    }

    private static void WriteLink(Utf8JsonWriter json, Link link)
    {
        json.WriteString("type", "cta_url");
        Body(json, string.Join('\n', new[] { link.Title, link.Description }.OfType<string>().DefaultIfEmpty(link.Url)));
        json.WriteStartObject("action");
        json.WriteString("name", "cta_url");
        json.WriteStartObject("parameters");
        json.WriteString("display_text", Cut(link.Title ?? link.Url, MaxButtonLength));
        json.WriteString("url", link.Url);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Up to three short ones are buttons; more or longer ones are a list that opens.</summary>
    private static void WriteChoices(Utf8JsonWriter json, OutgoingContent.Choices choices)
    {
        var asButtons = AsButtons(choices);
        json.WriteString("type", asButtons ? "button" : "list");
        Body(json, choices.Body);
        json.WriteStartObject("action");
        if (asButtons)
        {
            json.WriteStartArray("buttons");
            foreach (var option in choices.Options)
            {
                json.WriteStartObject();
                json.WriteString("type", "reply");
                json.WriteStartObject("reply");
                json.WriteString("id", option.Id);
                json.WriteString("title", option.Title);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("button", "···");
            json.WriteStartArray("sections");
            json.WriteStartObject();
            json.WriteStartArray("rows");
            foreach (var option in choices.Options)
            {
                json.WriteStartObject();
                json.WriteString("id", option.Id);
                json.WriteString("title", Cut(option.Title, MaxRowLength));
                json.WriteOptional("description", option.Title.Length > MaxRowLength ? option.Title : null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, OutgoingContent.Template template)
    {
        json.WriteString("name", template.Name);
        json.WriteStartObject("language");
        json.WriteString("code", template.Language);
        json.WriteEndObject();
        if (template.Parameters.Count == 0)
        {
            return;
        }

        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "body");
        json.WriteStartArray("parameters");
        foreach (var parameter in template.Parameters.Take(OutgoingContent.Template.MaxParameters))
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", parameter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Body(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("body");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Cut(string text, int length) => TextCut.To(text, length);
}
