using System.Globalization;

namespace OmniFunctions.Channels.Twilio;

/// <summary>One step of a call: it rings, somebody speaks or presses keys, it is put through, recorded, or ends.</summary>
internal static class TwilioCallEvent
{
    /// <summary>Counts in the address how often a caller was listened to, so that two equal answers are two.</summary>
    internal const string Turn = "turn";

    private const string IdempotencyHeader = "I-Twilio-Idempotency-Token";

    internal static Parsed Read(IReadOnlyList<KeyValuePair<string, string>> form, string call, WebhookRequest request)
    {
        var isOurCall = form.Value("Direction")?.StartsWith("outbound", StringComparison.Ordinal) is true;
        var customer = isOurCall ? TwilioPayload.TwilioId(form, "To") ?? TwilioPayload.TwilioId(form, "Called") : TwilioPayload.TwilioId(form, "From") ?? TwilioPayload.TwilioId(form, "Caller");
        // What tells of a recording alone names no people; the call has them.
        var isOfRecording = form.Value("RecordingSid") is not null || form.Value("TranscriptionSid") is not null;
        if ((customer ?? (isOfRecording ? call : null)) is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Sender = sender,
            Recipient = isOurCall ? form.Value("From") ?? form.Value("Caller") : form.Value("To") ?? form.Value("Called"),
            Conversation = call,
            EventId = request.Header(IdempotencyHeader) is { Length: > 0 and <= Limits.MaxIdLength } token ? token : null,
            DedupeKey = "",
            SentAt = DateTimeOffset.TryParse(form.Value("Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            DisplayName = form.Value("CallerName") is { Length: <= 200 } name ? name : null,
            Details = new Dictionary<string, Detail>().Put("call_id", call),
        };
        return Step(frame, form, call, request) is { } item ? new Parsed.Items(item) : new Parsed.Items();
    }

    /// <returns>Null when nothing happened that is not known.</returns>
    private static InboundItem? Step(InboundItem frame, IReadOnlyList<KeyValuePair<string, string>> form, string call, WebhookRequest request)
    {
        if (form.Value("TranscriptionSid") is { } transcription)
        {
            return frame with
            {
                Name = "transcription",
                Text = form.Value("TranscriptionText"),
                DedupeKey = $"{call}:transcription:{transcription}",
                Details = frame.Further().Put("recording_id", form.Value("RecordingSid")).Put("platform_status", form.Value("TranscriptionStatus")),
            };
        }

        if (form.Value("RecordingSid") is { } recording)
        {
            return Recorded(frame, form, call, recording);
        }

        if (form.Value("SpeechResult") is { } speech)
        {
            return frame with { Kind = ItemKind.Voice, Text = speech, DedupeKey = Input(call, "speech", speech, request), Details = frame.Further().Put("confidence", form.Value("Confidence")) };
        }

        if (form.Value("DialCallStatus") is { } dialled)
        {
            return frame with
            {
                Name = "transfer_ended",
                DedupeKey = $"{call}:dial:{form.Value("DialCallSid") ?? dialled}",
                Details = frame.Further().Put("platform_status", dialled).Put("duration_s", Number(form.Value("DialCallDuration"))),
            };
        }

        if (form.Value("Digits") is { } digits)
        {
            return frame with { Name = "dtmf", DedupeKey = Input(call, "dtmf", digits, request), Details = frame.Further().Put("digits", digits) };
        }

        return Progress(frame, form, call);
    }

    /// <summary>Told twice, by the step after it and by the recording's own callback; the recording is one.</summary>
    private static InboundItem? Recorded(InboundItem frame, IReadOnlyList<KeyValuePair<string, string>> form, string call, string recording)
    {
        if (form.Value("RecordingUrl") is not { } url)
        {
            // It began, or there was nothing to record.
            return form.Value("RecordingStatus") is { } status
                ? frame with { Name = "recording_" + status, DedupeKey = $"{call}:recording:{recording}:{status}", Details = frame.Further().Put("recording_id", recording) }
                : null;
        }

        // The callback names no people and may come first: it must not take the caller's own words from them.
        var namesNobody = frame.Sender == call;
        return frame with
        {
            Kind = namesNobody ? ItemKind.Event : ItemKind.Voice,
            Name = "recording",
            MessageId = recording,
            DedupeKey = namesNobody ? $"{call}:recorded:{recording}" : $"{call}:recording:{recording}",
            Media = new Media(recording, "audio/x-wav", Url: url),
            Details = frame.Further().Put("duration_s", Number(form.Value("RecordingDuration"))).Put("duration_ms", Number(form.Value("RecordingDuration")) * 1_000),
        };
    }

    private static InboundItem? Progress(InboundItem frame, IReadOnlyList<KeyValuePair<string, string>> form, string call)
    {
        var status = form.Value("CallStatus");
        var sequence = form.Value("SequenceNumber");
        var isProgress = sequence is not null || form.Value("CallbackSource") is not null;
        if (!isProgress && status is "ringing" && form.Value("Direction") is "inbound" or null)
        {
            return frame with { Name = "incoming_call", DedupeKey = $"{call}:incoming", Opens = true };
        }

        if (NameOf(status) is not { } name || (!isProgress && name is not "call_ended"))
        {
            // The call asks for its next step.
            return null;
        }

        return frame with
        {
            Kind = ItemKind.Status,
            Name = name,
            DedupeKey = $"{call}:{sequence ?? status}",
            Details = frame.Further()
                .Put("platform_status", status)
                .Put("duration_s", Number(form.Value("CallDuration")))
                .Put("sequence", Number(sequence))
                .Put("error_code", form.Value("ErrorCode") ?? form.Value("SipResponseCode")),
        };
    }

    private static string? NameOf(string? status) => status switch
    {
        "queued" or "initiated" => "call_initiated",
        "ringing" => "call_ringing",
        "answered" or "in-progress" => "call_answered",
        "completed" or "busy" or "failed" or "no-answer" or "canceled" => "call_ended",
        _ => null,
    };

    private static string Input(string call, string what, string value, WebhookRequest request) =>
        (request.Header(IdempotencyHeader) is { Length: > 0 and <= Limits.MaxIdLength } token ? token : null) is { } own ? $"{call}:{own}"
            : request.QueryValue(Turn) is { Length: <= 10 } turn ? $"{call}:{what}:{turn}"
            : $"{call}:{what}:{(value.Length <= 64 ? value : value[..64])}";

    private static long? Number(string? digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? number : null;
}
