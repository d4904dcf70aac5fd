using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>What became of a message of ours. Statuses come out of order.</summary>
internal static class WhatsAppStatus
{
    internal static Parsed Read(JsonElement status)
    {
        if (status.Id("id") is not { } id || status.String("status") is not { Length: > 0 and <= 64 } word)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        if ((status.Id("recipient_id") ?? status.Id("recipient_user_id")) is not { } customer)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var error = status.Array("errors").FirstOrDefault();
        var state = StateOf(word);
        return new Parsed.Items(new InboundItem
        {
            Kind = state is null ? ItemKind.Event : ItemKind.Status,
            Sender = customer,
            Recipient = customer,
            MessageId = id,
            DedupeKey = $"{id}:{word}",
            SentAt = Time(status),
            Receipt = state is { } reached ? new Receipt(reached, id, ErrorCode: error.Id("code")) : null,
            Name = state is null ? word : null,
            Details = new Dictionary<string, Detail> { ["platform_status"] = word },
        });
    }

    /// <summary>Seconds as a text.</summary>
    internal static DateTimeOffset? Time(JsonElement element) =>
        long.TryParse(element.Id("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? UnixTime.FromSeconds(seconds) : null;

    private static ReceiptState? StateOf(string word) => word switch
    {
        "sent" => ReceiptState.Sent,
        "delivered" => ReceiptState.Delivered,
        // A voice message of ours that was heard has been seen before.
        "read" or "played" => ReceiptState.Read,
        "failed" => ReceiptState.Failed,
        _ => null,
    };
}
