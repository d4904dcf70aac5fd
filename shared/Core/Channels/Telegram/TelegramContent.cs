using System.Text.Json;

namespace OmniFunctions.Channels.Telegram;

/// <summary>Each kind of content has a method of its own.</summary>
internal static class TelegramContent
{
    internal const int MaxCaptionLength = 1_024;

    /// <summary>Of what a button carries back.</summary>
    internal const int MaxCallbackBytes = 64;

    internal static string MethodOf(OutgoingContent content) => content switch
    {
        OutgoingContent.Text or OutgoingContent.Choices => "sendMessage",
        OutgoingContent.Attachment attachment => "send" + char.ToUpperInvariant(MemberOf(attachment.Kind)[0]) + MemberOf(attachment.Kind)[1..],
        OutgoingContent.Place(var place) => IsVenue(place) ? "sendVenue" : "sendLocation",
        _ => throw new InvalidOperationException($"No method for {content.GetType().Name}."),
    };

    internal static void Write(Utf8JsonWriter json, OutgoingContent content)
    {
        switch (content)
        {
            case OutgoingContent.Text(var text):
                json.WriteString("text", text);
                break;
            case OutgoingContent.Choices choices:
                json.WriteString("text", choices.Body);
                WriteKeyboard(json, choices);
                break;
            case OutgoingContent.Attachment attachment:
                json.WriteString(MemberOf(attachment.Kind), attachment.File.PlatformId ?? attachment.File.Address!.AbsoluteUri);
                if (attachment.Caption is { } caption)
                {
                    json.WriteString("caption", caption);
                }

                break;
            case OutgoingContent.Place(var place):
                json.WriteNumber("latitude", place.Latitude);
                json.WriteNumber("longitude", place.Longitude);
                if (IsVenue(place))
                {
                    json.WriteString("title", place.Label);
                    json.WriteString("address", place.Address);
                }

                break;
            default:
                throw new InvalidOperationException($"No message of {content.GetType().Name}.");
        }
    }

    /// <summary>A file that the platform does not have yet goes along.</summary>
    internal static HttpDelivery Form(Uri address, OutgoingContent.Attachment attachment, IEnumerable<(string Name, string Value)> frame)
    {
        var form = new MultipartBody(attachment.File);
        foreach (var (name, value) in frame)
        {
            form.Field(name, value);
        }

        if (attachment.Caption is { } caption)
        {
            form.Field("caption", caption);
        }

        return new HttpDelivery("POST", address, form.ContentType, form.File(MemberOf(attachment.Kind), attachment.File).End());
    }

    private static bool IsVenue(Location place) => place is { Label.Length: > 0, Address.Length: > 0 };

    private static string MemberOf(ItemKind kind) => kind switch
    {
        ItemKind.Image => "photo",
        ItemKind.Voice => "voice",
        ItemKind.Video => "video",
        ItemKind.File => "document",
        _ => throw new InvalidOperationException($"No file of {kind}."),
    };

    /// <summary>One below the other: titles may be long.</summary>
    private static void WriteKeyboard(Utf8JsonWriter json, OutgoingContent.Choices choices)
    {
        json.WriteStartObject("reply_markup");
        json.WriteStartArray("inline_keyboard");
        foreach (var option in choices.Options)
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("text", option.Title);
            json.WriteString("callback_data", option.Id);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
