using System.Text.Json;

namespace OmniFunctions.Channels.Email;

/// <summary>What became of mails of ours, many in one request.</summary>
internal static class SendGridEvent
{
    private const int MaxReasonLength = 500;

    internal static Parsed Read(ReadOnlyMemory<byte> payload)
    {
        var (root, fault) = JsonReading.ReadObjectOrArray(payload);
        if (fault is { } unreadable)
        {
            return new Parsed.Malformed(unreadable);
        }

        var batch = new Batch();
        IEnumerable<JsonElement> all = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : [root];
        foreach (var one in all)
        {
            batch.Add(ReadOne(one));
        }

        return batch.Result();
    }

    private static Parsed ReadOne(JsonElement one)
    {
        if (one.String("event") is not { Length: > 0 and <= 64 } name)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        if (one.Id("email") is not { } customer)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        // What sending answered, before the name of the machine that did it.
        var message = one.Id("sg_message_id")?.Split('.', 2)[0] ?? one.Id("smtp-id");
        var state = StateOf(name);
        var id = one.Id("sg_event_id");
        var reason = one.String("reason");
        return new Parsed.Items(new InboundItem
        {
            Kind = state is not null || name == "deferred" ? ItemKind.Status : IsSignal(name) ? ItemKind.Event : ItemKind.Unsupported,
            Sender = customer.ToLowerInvariant(),
            Recipient = customer,
            MessageId = message,
            EventId = id,
            DedupeKey = id ?? $"{message}:{name}:{one.Id("timestamp")}",
            SentAt = UnixTime.FromSeconds(one.Integer("timestamp")),
            Receipt = state is { } reached && message is not null ? new Receipt(reached, message, ErrorCode: reached == ReceiptState.Failed ? one.Id("status") : null) : null,
            Name = state is null && name != "deferred" ? name : null,
            Payload = name == "click" ? one.String("url") : null,
            // None of it is a customer's word.
            Opens = false,
            Details = new Dictionary<string, Detail>()
                .Put("platform_status", name)
                .Put("reason", reason?.Length > MaxReasonLength ? TextCut.To(reason, MaxReasonLength) : reason)
                .Put("operation_id", one.Id("operation_id")),
        });
    }

    private static ReceiptState? StateOf(string name) => name switch
    {
        "processed" => ReceiptState.Sent,
        "delivered" => ReceiptState.Delivered,
        "open" => ReceiptState.Read,
        "dropped" or "bounce" or "blocked" => ReceiptState.Failed,
        _ => null,
    };

    private static bool IsSignal(string name) => name is "click" or "spamreport" or "unsubscribe" or "group_unsubscribe" or "group_resubscribe" or "account_status_change";
}
