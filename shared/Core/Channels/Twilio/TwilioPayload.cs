namespace OmniFunctions.Channels.Twilio;

/// <summary>What is posted is a form; which kind of thing it tells of, its fields say.</summary>
internal static class TwilioPayload
{
    internal static Parsed Read(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var form = Form(request, payload);
        if (form is null)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        if (IsForAnother(form, account))
        {
            return new Parsed.Items([], [ParseFault.WrongReceiver]);
        }

        if (TwilioId(form, "CallSid") is { } call)
        {
            return TwilioCallEvent.Read(form, call, request);
        }

        return (TwilioId(form, "MessageSid") ?? TwilioId(form, "SmsSid") ?? TwilioId(form, "SmsMessageSid")) is { } message
            ? TwilioMessage.Read(form, message)
            // Authentic JSON, as alarms of the console send it, concerns no customer.
            : new Parsed.Items([], [ParseFault.MissingSender]);
    }

    internal static bool IsForAnother(IReadOnlyList<KeyValuePair<string, string>> form, ChannelAccount account) =>
        account.Setting(TwilioSettings.AccountSid) is { } ours && form.Value("AccountSid") is { } theirs && theirs != ours;

    /// <returns>Null when it is neither a form nor a query.</returns>
    internal static IReadOnlyList<KeyValuePair<string, string>>? Form(WebhookRequest request, ReadOnlyMemory<byte> payload)
    {
        if (request.Method == "GET")
        {
            return [.. request.Query];
        }

        return request.QueryValue("bodySHA256") is not null && payload.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? [] : FormReading.Read(payload.Span);
    }

    internal static string? TwilioId(IReadOnlyList<KeyValuePair<string, string>> form, string name) => form.Value(name) is { Length: <= Limits.MaxIdLength } id ? id : null;
}
