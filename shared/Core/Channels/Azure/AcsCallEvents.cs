using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>
/// Calls: one that rings comes by Event Grid, and what happens in it to the address that was given when it was answered. Those events do not
/// say whose call it is, so that address carries the caller.
/// </summary>
internal static class AcsCallEvents
{
    /// <summary>The caller's number, in the address that we gave.</summary>
    internal const string CallerParameter = "caller";

    private static readonly Dictionary<string, string> Digits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = "0", ["one"] = "1", ["two"] = "2", ["three"] = "3", ["four"] = "4", ["five"] = "5", ["six"] = "6", ["seven"] = "7", ["eight"] = "8",
        ["nine"] = "9", ["pound"] = "#", ["asterisk"] = "*", ["a"] = "A", ["b"] = "B", ["c"] = "C", ["d"] = "D",
    };

    /// <returns>Null when it is no event of a call.</returns>
    internal static (InboundItem? Item, ParseFault? Fault)? Read(InboundItem frame, string name, JsonElement data, WebhookRequest request)
    {
        if (name == "IncomingCall")
        {
            return Incoming(frame, data);
        }

        if (name == "RecordingFileStatusUpdated")
        {
            return Recorded(frame, data);
        }

        return data.Id("callConnectionId") is { } call ? (Within(frame, name, call, data, request), null) : null;
    }

    private static (InboundItem? Item, ParseFault? Fault) Incoming(InboundItem frame, JsonElement data)
    {
        if (data.Object("from") is not { } from || Party(from) is not { } caller)
        {
            return (null, ParseFault.MissingSender);
        }

        if (data.String("incomingCallContext") is not { Length: > 0 } context)
        {
            return (null, ParseFault.MissingField);
        }

        var details = Details(data);
        details["incoming_call_context"] = context;
        return (frame with
        {
            Name = "incoming_call",
            Sender = caller,
            Recipient = data.Object("to") is { } to ? Party(to) : null,
            DisplayName = data.String("callerDisplayName") is { Length: > 0 and <= Limits.MaxIdLength } display ? display : null,
            Opens = true,
            Details = details,
        }, null);
    }

    private static InboundItem Within(InboundItem frame, string name, string call, JsonElement data, WebhookRequest request)
    {
        var details = Details(data);
        details["call_id"] = call;
        var item = frame with
        {
            Name = Named(name),
            Sender = request.QueryValue(CallerParameter) is { Length: > 0 and <= Limits.MaxIdLength } caller ? caller : data.Id("correlationId") ?? call,
            Conversation = call,
            Details = details,
        };
        return name switch
        {
            "RecognizeCompleted" => Heard(item, details, data),
            "RecognizeFailed" => Failed(item, details, data),
            "CallConnected" => item with { Opens = true },
            _ => item,
        };
    }

    private static InboundItem Heard(InboundItem item, Dictionary<string, Detail> details, JsonElement data)
    {
        if (data.Object("speechResult")?.String("speech") is { } speech)
        {
            return item with { Kind = ItemKind.Voice, Name = null, Text = speech };
        }

        if (data.Object("dtmfResult") is { } dtmf)
        {
            var digits = string.Concat(dtmf.Array("tones").Where(tone => tone.ValueKind == JsonValueKind.String).Take(Limits.MaxIdLength).Select(tone => Digits.GetValueOrDefault(tone.GetString()!, "")));
            details["digits"] = digits;
            return item with { Name = "dtmf", Payload = digits, Opens = true };
        }

        return data.Object("choiceResult") is { } choice && choice.String("label") is { } label
            ? item with { Kind = ItemKind.Postback, Name = null, Payload = label, Text = choice.String("recognizedPhrase") }
            : item;
    }

    private static InboundItem Failed(InboundItem item, Dictionary<string, Detail> details, JsonElement data)
    {
        details["reason"] = data.Object("resultInformation")?.Integer("subCode") switch
        {
            8510 => "initial_silence",
            8532 => "inter_digit_silence",
            { } code => code.ToString(System.Globalization.CultureInfo.InvariantCulture),
            null => "unknown",
        };
        return item;
    }

    private static (InboundItem? Item, ParseFault? Fault) Recorded(InboundItem frame, JsonElement data)
    {
        var chunk = data.Object("recordingStorageInfo")?.Array("recordingChunks").FirstOrDefault(one => one.ValueKind == JsonValueKind.Object);
        var details = Details(data);
        return (frame with
        {
            Name = "call_recording",
            Media = chunk?.String("contentLocation") is { Length: > 0 } url ? new Media(chunk.Value.Id("documentId"), Url: url) : null,
            Details = details,
        }, null);
    }

    /// <summary>The same words as for every other telephone.</summary>
    private static string Named(string name) => name switch
    {
        "CallConnected" => "call_answered",
        "CallDisconnected" => "call_ended",
        "CallTransferAccepted" => "call_transferred",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(name),
    };

    /// <summary>A number where it is one, else the platform's own id.</summary>
    private static string? Party(JsonElement party) => party.Object("phoneNumber")?.Id("value") ?? party.Id("rawId");

    private static Dictionary<string, Detail> Details(JsonElement data)
    {
        var details = new Dictionary<string, Detail>();
        Add("correlation_id", data.Id("correlationId"));
        Add("server_call_id", data.String("serverCallId"));
        Add("operation_context", data.Id("operationContext"));
        if (data.Object("resultInformation")?.Integer("code") is { } code)
        {
            details["code"] = code;
        }

        if (data.Object("resultInformation")?.Integer("subCode") is { } subCode)
        {
            details["sub_code"] = subCode;
        }

        return details;

        void Add(string name, string? value)
        {
            if (value is { Length: > 0 and <= 4_096 })
            {
                details[name] = value;
            }
        }
    }
}
