using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Line;

/// <summary>A LINE official account. The README beside this file says what its settings are and where LINE is peculiar.</summary>
public sealed class LineChannel : IChannel
{
    private const string SignatureHeader = "x-line-signature";
    private const long Megabyte = 1024 * 1024;

    public string Name => "line";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = LineSending.MaxTextLength,
        HasTyping = true,
        SendsPerSecond = 2_000,
        Files = [new FileLimit(ItemKind.Image, 10 * Megabyte, ["image/jpeg", "image/png"])],
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Location, ItemKind.Postback],
        Settings = LineSettings.All,
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(LineSettings.ChannelSecret) is not { } secret)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header(SignatureHeader) is not { Length: > 0 } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), request.Body.Span, expected);
        return Mac.Base64Matches(given, expected) ? new Verification.Authentic(request.Body) : new Verification.Rejected(Rejection.SignatureMismatch);
    }

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        if (fault is { } unreadable)
        {
            return new Parsed.Malformed(unreadable);
        }

        var batch = new Batch();
        var destination = root.Id("destination");
        if (account.Setting(LineSettings.Destination) is { } ours && destination is not null && destination != ours)
        {
            batch.Add(ParseFault.WrongReceiver);
            return batch.Result();
        }

        // The console's "Verify" button sends none.
        foreach (var one in root.Array("events"))
        {
            batch.Add(LineEvent.Read(one, destination, account));
        }

        return batch.Result();
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public HttpDelivery? TokenRequest(ChannelAccount account) => LineToken.Request(account);

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "access_token", "expires_in");

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => LineSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => LineSending.Interpret(response, now);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        LineSending.Compose(signal, addressee, account, accessToken);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => LineMedia.Request(media, account, accessToken);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => LineMedia.Read(response, media);
}
