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
    /// <param name="payload">What was parsed.</param>
    WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now);

    /// <summary>How a message leaves for the customer.</summary>
    /// <param name="accessToken">The token asked for by <see cref="TokenRequest(ChannelAccount, DateTimeOffset)"/>, or null where the channel needs none.</param>
    Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken);

    /// <summary>What the platform's answer to a delivery means.</summary>
    DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now);

    /// <summary>How to obtain an access token, or null where the account's settings suffice.</summary>
    HttpDelivery? TokenRequest(ChannelAccount account) => null;

    /// <summary>As the other, and the one that is called: some platforms want the time in what is signed.</summary>
    HttpDelivery? TokenRequest(ChannelAccount account, DateTimeOffset now) => TokenRequest(account);

    /// <summary>The token and its lifetime out of the answer to <see cref="TokenRequest(ChannelAccount, DateTimeOffset)"/>, or null when there is none in it.</summary>
    AccessToken? ReadToken(DeliveryResponse response) => null;

    /// <summary>
    /// Where the platform publishes the keys it signs with (a JSON Web Key Set), or null where the account's settings suffice. They are
    /// fetched and kept by the caller, and handed over as <see cref="ChannelAccount.PublishedKeys"/>.
    /// </summary>
    Uri? KeysAddress(ChannelAccount account) => null;

    /// <summary>What can be tried of an account without writing to anybody, besides its token and keys. A part that is not set up is not tried.</summary>
    IReadOnlyList<Trial> Trials(ChannelAccount account, string? accessToken) => [];

    /// <returns>Null when the account may use what was tried.</returns>
    TrialFault? ReadTrial(DeliveryResponse response) => null;

    /// <summary>How the content of a media is asked for, or null where the channel has none to fetch.</summary>
    HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => null;

    /// <summary>What the answer to <see cref="FetchRequest"/>, or to where it led on, is.</summary>
    Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => new Fetched.Gone(null);

    /// <summary>How a file is brought to the platform before it can be sent, or null where it goes along or is fetched from its address.</summary>
    HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) => null;

    /// <summary>As the other, and the one that is called: some platforms take a file for one recipient only.</summary>
    HttpDelivery? UploadRequest(OutgoingMessage message, ChannelAccount account, string? accessToken) =>
        message.Content is OutgoingContent.Attachment attachment ? UploadRequest(attachment, account, accessToken) : null;

    /// <summary>
    /// The request that brings the bytes, of a platform that first only says where to; null where one request is all. It is sent when
    /// <see cref="ReadUpload"/> has found the handle, and counts when it is answered 2xx.
    /// </summary>
    /// <param name="response">The answer to <see cref="UploadRequest(OutgoingMessage, ChannelAccount, string?)"/>.</param>
    HttpDelivery? UploadNext(DeliveryResponse response, OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) => null;

    /// <summary>The platform's handle of an uploaded file, or what else became of it.</summary>
    (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) => (null, new DeliveryOutcome.Rejected(DeliveryRefusal.KindNotSupported, null));

    /// <summary>How the customer is told that somebody types or has read, or null where the platform has no such thing.</summary>
    HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => null;

    /// <summary>How a message that the platform has taken is taken back there, or null where that cannot be done.</summary>
    /// <param name="platformMessageId">As <see cref="DeliveryOutcome.Delivered"/> has it.</param>
    /// <param name="addressee">To whom it went, as it was sent.</param>
    HttpDelivery? RecallRequest(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => null;

    /// <summary>What the platform's answer to a <see cref="RecallRequest"/> means. Most say nothing of a deletion but 2xx.</summary>
    DeliveryOutcome InterpretRecall(DeliveryResponse response, DateTimeOffset now) =>
        response is { Status: >= 200 and < 300, Body.IsEmpty: true } ? new DeliveryOutcome.Delivered(null) : Interpret(response, now);

    /// <summary>What the platform must be told at once about an item, besides the acknowledgement of its request, as that a call is answered. Not worth a second try.</summary>
    HttpDelivery? AnswerAtOnce(InboundItem item, ChannelAccount account, string? accessToken, DateTimeOffset now) => null;

    /// <summary>Whether this item only rings: what there is to read then is where the position says.</summary>
    PullPosition? PullAfter(InboundItem item) => null;

    /// <summary>What is read every <see cref="Capabilities.PollEvery"/>, by stream.</summary>
    IReadOnlyList<string> PolledStreams(ChannelAccount account) => [];

    HttpDelivery? PullRequest(PullPosition position, ChannelAccount account, string? accessToken, DateTimeOffset now) => null;

    /// <summary>How an order is looked up by the number people ask by, or null where the platform or the account's settings do not allow it.</summary>
    HttpDelivery? OrderRequest(string orderId, ChannelAccount account, string? accessToken, DateTimeOffset now) => null;

    /// <returns>Null when there is none in it.</returns>
    Order? ReadOrder(DeliveryResponse response) => null;

    Pulled ReadPulled(DeliveryResponse response, PullPosition position, ChannelAccount account) => new Pulled.Refused(null);
}

/// <param name="LifetimeSeconds">From the moment of the answer, as the platform states it.</param>
public sealed record AccessToken(string Value, int LifetimeSeconds);
