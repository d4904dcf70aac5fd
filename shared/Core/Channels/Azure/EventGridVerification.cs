using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>
/// Event Grid signs nothing: a secret in the address is the proof. It asks beforehand whether events are wanted, in one of two ways.
/// </summary>
internal static class EventGridVerification
{
    private const string CodeParameter = "code";
    private const string ValidationType = "Microsoft.EventGrid.SubscriptionValidationEvent";

    internal static Verification Verify(WebhookRequest request, ChannelAccount account)
    {
        if (account.Setting(AzureSettings.QueryCode) is not { } code)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (request.QueryValue(CodeParameter) is not { Length: > 0 } given)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        var matches = FixedTime.Equal(code, given);
        if (account.Setting(AzureSettings.PreviousQueryCode) is { } previous)
        {
            matches |= FixedTime.Equal(previous, given);
        }

        if (!matches)
        {
            return Rejected(Rejection.SecretTokenMismatch);
        }

        if (request.Method == "OPTIONS")
        {
            return Permit(request);
        }

        return IsValidation(request) ? Confirm(request.Body, account) : new Verification.Authentic(request.Body);
    }

    /// <summary>CloudEvents: may this origin send, and how often (HTTP webhook, section 4).</summary>
    private static Verification Permit(WebhookRequest request)
    {
        if (request.Header("WebHook-Request-Origin") is not { Length: > 0 and <= Limits.MaxIdLength } origin || origin.AsSpan().ContainsAny("\r\n"))
        {
            return Rejected(Rejection.SignatureMissing);
        }

        var headers = new Dictionary<string, string> { ["WebHook-Allowed-Origin"] = origin, ["Allow"] = "POST" };
        if (request.Header("WebHook-Request-Rate") is not null)
        {
            headers["WebHook-Allowed-Rate"] = "*";
        }

        return new Verification.Handshake(new WebhookReply(200, null, ReadOnlyMemory<byte>.Empty) { Headers = headers });
    }

    private static bool IsValidation(WebhookRequest request) =>
        string.Equals(request.Header("aeg-event-type"), "SubscriptionValidation", StringComparison.OrdinalIgnoreCase)
        || (request.Body.Length < 16 * 1024 && request.Body.Span.IndexOf("Microsoft.EventGrid.SubscriptionValidationEvent"u8) >= 0);

    /// <summary>Event Grid's own schema: the code goes back. 202 would not do.</summary>
    private static Verification Confirm(ReadOnlyMemory<byte> body, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObjectOrArray(body);
        var asked = fault is not null ? default : root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().FirstOrDefault() : root;
        if (asked.ValueKind != JsonValueKind.Object || asked.String("eventType") != ValidationType || asked.Object("data")?.String("validationCode") is not { } code)
        {
            // A text that only speaks of it.
            return new Verification.Authentic(body);
        }

        // Otherwise who learned the code could have a topic of their own send to us.
        if (account.Setting(AzureSettings.Topic) is { } topic && !string.Equals(topic, asked.String("topic"), StringComparison.OrdinalIgnoreCase))
        {
            return Rejected(Rejection.WrongReceiver);
        }

        return new Verification.Handshake(new WebhookReply(200, JsonBody.ContentType, JsonBody.Of(json => json.WriteString("validationResponse", code))));
    }

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
