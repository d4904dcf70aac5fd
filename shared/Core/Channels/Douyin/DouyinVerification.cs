using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Douyin;

/// <summary>SHA-1 of the secret and the raw body. No time is signed; the message's id tells repetitions.</summary>
internal static class DouyinVerification
{
    internal const string MessageIdHeader = "Msg-Id";

    private const string SignatureHeader = "X-Douyin-Signature";

    internal static Verification Verify(WebhookRequest request, ChannelAccount account)
    {
        if (account.Setting(DouyinSettings.ClientSecret) is not { } secret)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header(SignatureHeader) is not { } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        if (!Mac.HexMatches(given, Digest(secret, request.Body.Span)))
        {
            return new Verification.Rejected(Rejection.SignatureMismatch);
        }

        return request.Body.Span.IndexOf("verify_webhook"u8) >= 0 && Challenge(request.Body) is { } answer
            ? new Verification.Handshake(answer)
            : new Verification.Authentic(request.Body);
    }

    internal static byte[] Digest(string secret, ReadOnlySpan<byte> body)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        var signed = new byte[key.Length + body.Length];
        key.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(key.Length));
#pragma warning disable CA5350 // The platform's protocol is SHA-1; there is no other to choose.
        return SHA1.HashData(signed);
#pragma warning restore CA5350
    }

    /// <summary>The number comes back as it was: as a number. Some pages of the platform show the content as text.</summary>
    private static WebhookReply? Challenge(ReadOnlyMemory<byte> body)
    {
        var (root, fault) = JsonReading.ReadObject(body);
        return fault is null
            && root.String("event") == "verify_webhook"
            && DouyinContent.Of(root) is { } content
            && content.Member("challenge") is { ValueKind: JsonValueKind.Number or JsonValueKind.String } challenge
            ? new WebhookReply(200, JsonBody.ContentType, JsonBody.Of(json =>
            {
                json.WritePropertyName("challenge");
                challenge.WriteTo(json);
            }))
            : null;
    }
}
