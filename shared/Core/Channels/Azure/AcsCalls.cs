using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>
/// Leading a call. A text is spoken, and then the caller is listened to; what they say comes back as an event. A ringing call is answered
/// by itself, as it rings for half a minute only.
/// </summary>
internal static class AcsCalls
{
    internal const int MaxSpokenLength = 400;

    private const string Version = "api-version=2024-09-15";
    private const string DefaultLanguage = "zh-CN";
    private const string DefaultVoice = "zh-CN-XiaoxiaoNeural";
    private const int SilenceAtStartSeconds = 10;
    private const int SilenceAtEndMilliseconds = 1_000;

    /// <summary>A call that was reported later than this has ended or gone elsewhere.</summary>
    private static readonly TimeSpan RingsFor = TimeSpan.FromSeconds(30);

    /// <returns>Null when it is no ringing call, or not one any more.</returns>
    internal static HttpDelivery? Answer(InboundItem item, ChannelAccount account, string? accessToken, DateTimeOffset now)
    {
        if (item.Name != "incoming_call"
            || !item.Details.TryGetValue("incoming_call_context", out var context)
            || now - (item.SentAt ?? now) > RingsFor
            || !Uri.TryCreate(account.Setting(AzureSettings.CallbackUrl), UriKind.Absolute, out var callback))
        {
            return null;
        }

        var separator = callback.Query.Length > 1 ? "&" : "?";
        var events = $"{callback.AbsoluteUri}{separator}{AcsCallEvents.CallerParameter}={Uri.EscapeDataString(item.Sender)}";
        return AcsCall.Post($"calling/callConnections:answer?{Version}", account, new OutgoingMessage(item.DedupeKey, item.Sender, null, new OutgoingContent.Text("")) { At = now }, accessToken, json =>
        {
            json.WriteString("incomingCallContext", context.Text);
            json.WriteString("callbackUri", events);
            json.WriteString("operationContext", "answer");
            if (account.Setting(AzureSettings.CognitiveEndpoint) is { } cognitive)
            {
                json.WriteStartObject("callIntelligenceOptions");
                json.WriteString("cognitiveServicesEndpoint", cognitive);
                json.WriteEndObject();
            }
        });
    }

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (CallOf(message) is not { } call)
        {
            // Nobody is on the line.
            return new ImpossibleDelivery(DeliveryRefusal.OutsideReplyWindow);
        }

        var delivery = message.Content switch
        {
            OutgoingContent.Text { Body.Length: > MaxSpokenLength } or OutgoingContent.Choices { Body.Length: > MaxSpokenLength } => null,
            OutgoingContent.Text text => Ask(call, text.Body, null, message, account, accessToken),
            OutgoingContent.Choices choices => Ask(call, choices.Body, choices.Options, message, account, accessToken),
            OutgoingContent.Attachment { Kind: ItemKind.Voice, File.Address: { } address } => Play(call, address, message, account, accessToken),
            _ => null,
        };
        return delivery is not null ? delivery
            : message.Content is OutgoingContent.Text { Body.Length: > MaxSpokenLength } or OutgoingContent.Choices { Body.Length: > MaxSpokenLength }
                ? new ImpossibleDelivery(DeliveryRefusal.TooLong)
            : message.Content is OutgoingContent.Text or OutgoingContent.Choices or OutgoingContent.Attachment { Kind: ItemKind.Voice, File.Address: not null }
                ? new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured)
                : new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
    }

    internal static HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => CallOf(addressee) is not { } call ? null : signal switch
    {
        OutgoingSignal.HangUp => AcsCall.Post($"calling/callConnections/{Uri.EscapeDataString(call)}:terminate?{Version}", account, addressee, accessToken, _ => { }),
        OutgoingSignal.Transfer transfer => AcsCall.Post($"calling/callConnections/{Uri.EscapeDataString(call)}:transferToParticipant?{Version}", account, addressee, accessToken, json =>
        {
            Party(json, "targetParticipant", transfer.To);
            json.WriteString("operationContext", addressee.OperationId);
        }),
        _ => null,
    };

    private static string? CallOf(OutgoingMessage message) =>
        message.Answers is { } answers && answers.Details.TryGetValue("call_id", out var call) && call.Text is { Length: > 0 } id ? id : message.PlatformConversation;

    private static HttpDelivery? Ask(string call, string words, IReadOnlyList<Choice>? choices, OutgoingMessage message, ChannelAccount account, string? accessToken) =>
        AcsCall.Post($"calling/callConnections/{Uri.EscapeDataString(call)}:recognize?{Version}", account, message, accessToken, json =>
        {
            var language = account.Setting(AzureSettings.SpeechLanguage) ?? DefaultLanguage;
            json.WriteString("recognizeInputType", choices is null ? "speechOrDtmf" : "choices");
            json.WriteStartObject("playPrompt");
            json.WriteString("kind", "text");
            json.WriteStartObject("text");
            json.WriteString("text", words);
            json.WriteString("sourceLocale", language);
            json.WriteString("voiceName", account.Setting(AzureSettings.VoiceName) ?? DefaultVoice);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteBoolean("interruptCallMediaOperation", true);
            json.WriteStartObject("recognizeOptions");
            json.WriteBoolean("interruptPrompt", true);
            json.WriteNumber("initialSilenceTimeoutInSeconds", SilenceAtStartSeconds);
            Party(json, "targetParticipant", message.Recipient);
            json.WriteString("speechLanguage", language);
            if (choices is null)
            {
                json.WriteStartObject("speechOptions");
                json.WriteNumber("endSilenceTimeoutInMs", SilenceAtEndMilliseconds);
                json.WriteEndObject();
                json.WriteStartObject("dtmfOptions");
                json.WriteNumber("interToneTimeoutInSeconds", 3);
                json.WriteNumber("maxTonesToCollect", 20);
                json.WriteEndObject();
            }
            else
            {
                Write(json, choices);
            }

            json.WriteEndObject();
            json.WriteString("operationContext", message.OperationId);
        });

    /// <summary>What may be said, and the key that may be pressed for it.</summary>
    private static void Write(Utf8JsonWriter json, IReadOnlyList<Choice> choices)
    {
        string[] tones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero"];
        json.WriteStartArray("choices");
        foreach (var (choice, tone) in choices.Zip(tones))
        {
            json.WriteStartObject();
            json.WriteString("label", choice.Id);
            json.WriteStartArray("phrases");
            json.WriteStringValue(choice.Title);
            json.WriteEndArray();
            json.WriteString("tone", tone);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static HttpDelivery? Play(string call, Uri address, OutgoingMessage message, ChannelAccount account, string? accessToken) =>
        AcsCall.Post($"calling/callConnections/{Uri.EscapeDataString(call)}:play?{Version}", account, message, accessToken, json =>
        {
            json.WriteStartArray("playSources");
            json.WriteStartObject();
            json.WriteString("kind", "file");
            json.WriteStartObject("file");
            json.WriteString("uri", address.AbsoluteUri);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("operationContext", message.OperationId);
        });

    /// <summary>A number, or an id of the platform's own as it names them.</summary>
    private static void Party(Utf8JsonWriter json, string name, string party)
    {
        json.WriteStartObject(name);
        if (party.StartsWith("8:", StringComparison.Ordinal))
        {
            json.WriteString("kind", "communicationUser");
            json.WriteStartObject("communicationUser");
            json.WriteString("id", party);
        }
        else
        {
            json.WriteString("kind", "phoneNumber");
            json.WriteStartObject("phoneNumber");
            json.WriteString("value", party.StartsWith("4:", StringComparison.Ordinal) ? party[2..] : party);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
