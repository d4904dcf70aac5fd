using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Feishu;

/// <summary>
/// Two proofs. With an encrypt key, the signature covers time, nonce and body. Without, a token stands in the body. The question whether this
/// address is ours comes unsigned in either case, and gives back nothing but what came.
/// </summary>
internal static class FeishuVerification
{
    private const string SignatureHeader = "X-Lark-Signature";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        var key = account.Setting(FeishuSettings.EncryptKey);
        var signature = request.Header(SignatureHeader);
        var isSigned = signature is not null;
        if (signature is not null && Refusal(request, signature, key, account, now) is { } refused)
        {
            return Rejected(refused);
        }

        var (root, fault) = JsonReading.ReadObject(request.Body);
        if (fault is not null)
        {
            // Signed, it is the platform's own and only unreadable; unsigned, nobody has proved anything.
            return isSigned ? new Verification.Authentic(request.Body) : Rejected(Rejection.SignatureMissing);
        }

        var payload = request.Body;
        if (root.String("encrypt") is { } encrypted)
        {
            if (key is null)
            {
                return Rejected(Rejection.AccountNotConfigured);
            }

            if (FeishuCipher.Decrypt(encrypted, key) is not { } opened)
            {
                return Rejected(Rejection.UndecryptablePayload);
            }

            payload = opened;
            (root, fault) = JsonReading.ReadObject(payload);
            if (fault is not null)
            {
                return isSigned ? new Verification.Authentic(payload) : Rejected(Rejection.SignatureMissing);
            }
        }

        if (root.String("type") == "url_verification" && root.String("challenge") is { } challenge)
        {
            return Handshake(root, challenge, account);
        }

        if (!isSigned && Unproved(root, key, account) is { } lacking)
        {
            return Rejected(lacking);
        }

        return WithRightToken(root, account) ? new Verification.Authentic(payload) : Rejected(Rejection.SecretTokenMismatch);
    }

    private static Rejection? Refusal(WebhookRequest request, string signature, string? key, ChannelAccount account, DateTimeOffset now)
    {
        if (request.Header("X-Lark-Request-Timestamp") is not { } timestamp || request.Header("X-Lark-Request-Nonce") is not { } nonce)
        {
            return Rejection.SignatureMissing;
        }

        // Cards of the older kind are signed by SHA-1 with the token; everything else by SHA-256 with the encrypt key.
        var isOldCard = signature.Length == 2 * SHA1.HashSizeInBytes;
        if ((isOldCard ? account.Setting(FeishuSettings.VerificationToken) : key) is not { } secret)
        {
            return Rejection.AccountNotConfigured;
        }

        if (!Mac.HexMatches(signature, isOldCard ? OldHash(timestamp, nonce, secret, request.Body.Span) : Hash(timestamp, nonce, secret, request.Body.Span)))
        {
            return Rejection.SignatureMismatch;
        }

        return ReplayWindow.Holds(ReplayWindow.Seconds(timestamp), account, now, Window) ? null : Rejection.OutsideReplayWindow;
    }

    /// <summary>Unsigned, a request is believed only where no key is set, and by its token.</summary>
    private static Rejection? Unproved(JsonElement root, string? key, ChannelAccount account) =>
        key is not null ? Rejection.SignatureMissing
        : account.Setting(FeishuSettings.VerificationToken) is null ? Rejection.AccountNotConfigured
        : TokenOf(root) is null ? Rejection.SignatureMissing
        : null;

    private static Verification Handshake(JsonElement root, string challenge, ChannelAccount account) =>
        account.Setting(FeishuSettings.VerificationToken) is { } token && (root.String("token") is not { } given || !FixedTime.Equal(token, given))
            ? Rejected(Rejection.SecretTokenMismatch)
            : new Verification.Handshake(new WebhookReply(200, JsonBody.ContentType, JsonBody.Of(json => json.WriteString("challenge", challenge))));

    /// <summary>Where the account has a token and the request brings one, they are the same.</summary>
    private static bool WithRightToken(JsonElement root, ChannelAccount account) =>
        account.Setting(FeishuSettings.VerificationToken) is not { } token || TokenOf(root) is not { } given || FixedTime.Equal(token, given);

    /// <summary>Not of a card of the older kind: the token there is that of the press.</summary>
    private static string? TokenOf(JsonElement root) =>
        root.Object("header") is { } header ? header.String("token") : root.Object("event") is not null ? root.String("token") : null;

    private static byte[] Hash(string timestamp, string nonce, string secret, ReadOnlySpan<byte> body) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(timestamp + nonce + secret), .. body]);

#pragma warning disable CA5350 // The platform's protocol is SHA-1 here; there is no other to choose.
    private static byte[] OldHash(string timestamp, string nonce, string secret, ReadOnlySpan<byte> body) =>
        SHA1.HashData([.. Encoding.UTF8.GetBytes(timestamp + nonce + secret), .. body]);
#pragma warning restore CA5350

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
