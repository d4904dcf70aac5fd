namespace OmniFunctions.Channels;

/// <summary>
/// What a channel is to the rest of the system: pure functions between a platform's own protocol and the neutral envelope.
/// One folder and one line in the <c>ChannelCatalogue</c> add a channel; nothing else asks which one it is.
/// </summary>
public interface IChannel
{
    /// <summary>The name in webhook addresses, as <c>telegram</c>.</summary>
    string Name { get; }

    Capabilities Capabilities { get; }

    /// <summary>Decides whether the platform sent these bytes. Works on the raw body and parses no more than the proof needs.</summary>
    Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now);

    /// <summary>
    /// Reads the items out of an authentic payload. A bad item is a fault beside the good ones;
    /// only a payload that cannot be read at all is <see cref="Parsed.Malformed"/>.
    /// </summary>
    Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account);

    /// <summary>The answer by which the platform knows that it need not send the request again.</summary>
    WebhookReply Acknowledge(WebhookRequest request);

    /// <summary>How a message leaves for the customer.</summary>
    /// <param name="accessToken">The token asked for by <see cref="TokenRequest"/>, or null where the channel needs none.</param>
    Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken);

    /// <summary>What the platform's answer to a delivery means.</summary>
    DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now);

    /// <summary>How to obtain an access token, or null where the account's settings suffice.</summary>
    HttpDelivery? TokenRequest(ChannelAccount account) => null;

    /// <summary>The token and its lifetime out of the answer to <see cref="TokenRequest"/>, or null when there is none in it.</summary>
    AccessToken? ReadToken(DeliveryResponse response) => null;
}

/// <param name="LifetimeSeconds">From the moment of the answer, as the platform states it.</param>
public sealed record AccessToken(string Value, int LifetimeSeconds);
