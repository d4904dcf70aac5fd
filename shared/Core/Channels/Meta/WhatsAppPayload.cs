using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>Entries of changes; the field of a change says what it is about, and only <c>messages</c> is about customers.</summary>
internal static class WhatsAppPayload
{
    private const string Messages = "messages";

    internal static Parsed Read(JsonElement root, ChannelAccount account)
    {
        if (root.Member("entry") is not { ValueKind: JsonValueKind.Array } entries)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var batch = new Batch();
        foreach (var entry in entries.EnumerateArray())
        {
            foreach (var change in entry.Array("changes"))
            {
                Read(entry, change, account, batch);
            }
        }

        return batch.Result();
    }

    private static void Read(JsonElement entry, JsonElement change, ChannelAccount account, Batch batch)
    {
        if (change.String("field") is not { } field || change.Object("value") is not { } value)
        {
            batch.Add(ParseFault.MissingField);
            return;
        }

        switch (field)
        {
            case Messages:
                Customers(value, account, batch);
                break;
            case "smb_message_echoes" or "message_echoes":
                // What the shop itself wrote in its own app.
                break;
            default:
                batch.Add(Account(entry, field, value));
                break;
        }
    }

    private static void Customers(JsonElement value, ChannelAccount account, Batch batch)
    {
        var number = value.Object("metadata")?.Id("phone_number_id");
        if (account.Setting(MetaSettings.PhoneNumberId) is { } ours && number is not null && number != ours)
        {
            batch.Add(ParseFault.WrongReceiver);
            return;
        }

        foreach (var message in value.Array(Messages))
        {
            batch.Add(WhatsAppMessage.Read(message, value, number));
        }

        foreach (var status in value.Array("statuses"))
        {
            batch.Add(WhatsAppStatus.Read(status));
        }
    }

    /// <summary>News of templates, quality and limits concern the account, and no customer.</summary>
    private static Parsed Account(JsonElement entry, string field, JsonElement value)
    {
        if (entry.Id("id") is not { } business || field.Length > Limits.MaxIdLength)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var time = entry.Id("time") ?? "";
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Event,
            Sender = business,
            DedupeKey = $"{field}:{time}:{value.Id("message_template_id") ?? value.String("event")}",
            SentAt = UnixTime.FromSeconds(entry.Integer("time")),
            Name = field,
        });
    }
}
