using System.Text.Json;

namespace OmniFunctions.Channels.Email;

/// <summary>What became of our mails, several in one request. They come late, twice and out of order.</summary>
internal static class SendGridEvents
{
    /// <summary>SendGrid gathers for a second or so.</summary>
    internal const int MaxEvents = 10_000;

    /// <summary>Goes along with a send and comes back with its events: how a send whose answer was lost is found again.</summary>
    internal const string OperationArgument = "operation_id";

    internal static Parsed Read(ReadOnlyMemory<byte> payload)
    {
        var (root, fault) = JsonReading.ReadObjectOrArray(payload);
        if (fault is { } unreadable)
        {
            return new Parsed.Malformed(unreadable);
        }

        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > MaxEvents)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        var batch = new Batch();
        foreach (var one in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().AsEnumerable() : [root])
        {
            batch.Add(ReadOne(one));
        }

        return batch.Result();
    }

    private static Parsed ReadOne(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || one.String("event") is not { Length: > 0 and <= 64 } word)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        if (one.Id("email") is not { } address)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var id = one.Id("sg_event_id");
        var message = MessageOf(one.Id("sg_message_id"));
        var state = StateOf(word, one);
        var customer = MailAddress.Fold(address);
        return new Parsed.Items(new InboundItem
        {
            Kind = state is not null ? ItemKind.Status : IsWish(word) ? ItemKind.Event : ItemKind.Unsupported,
            Sender = customer,
            Recipient = customer,
            MessageId = message,
            EventId = id,
            DedupeKey = id ?? $"{message}:{word}:{one.Id("timestamp")}",
            SentAt = UnixTime.FromSeconds(one.Integer("timestamp")),
            Receipt = state is { } reached ? new Receipt(reached, message, ErrorCode: reached == ReceiptState.Failed ? CodeOf(one) : null) : null,
            Name = state is null ? word : null,
            // What a platform calls unsupported by us opens a conversation; a new kind of event of a mail of ours must not.
            Opens = state is null && !IsWish(word) ? false : null,
            Details = new Dictionary<string, Detail>().Put("platform_status", word).Put("operation_id", one.Id(OperationArgument)),
        });
    }

    /// <summary>The id that the answer to the send had stands before the first point; what follows names SendGrid's own machines.</summary>
    private static string? MessageOf(string? id) => id?.Split('.', 2)[0] is { Length: > 0 } message ? message : null;

    private static ReceiptState? StateOf(string word, JsonElement one) => word switch
    {
        // Deferred: the other side said "later", and SendGrid tries on for three days.
        "processed" or "deferred" => ReceiptState.Sent,
        "delivered" => ReceiptState.Delivered,
        // Some programs fetch every picture, seen or not.
        "open" => one.Flag("sg_machine_open") is true ? ReceiptState.Delivered : ReceiptState.Read,
        "click" => ReceiptState.Read,
        "bounce" or "blocked" or "dropped" => ReceiptState.Failed,
        _ => null,
    };

    private static bool IsWish(string word) => word is "spamreport" or "unsubscribe" or "group_unsubscribe" or "group_resubscribe";

    /// <summary>The other side's code, as <c>5.1.1</c>, never its words: they may quote the mail.</summary>
    private static string? CodeOf(JsonElement one) =>
        (one.String("status") ?? one.String("type")) is { Length: > 0 and <= 32 } code ? code : null;
}
