using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeChat;

/// <summary>
/// Three modes. Plain: the signature covers time and nonce, not the body, so only TLS protects what is said. Safe: the body is encrypted
/// and covered. Compatible: both in one, and only the encrypted copy is believed.
/// </summary>
internal static class WeChatVerification
{
    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(WeChatSettings.Token) is not { } token)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (request.QueryValue("timestamp") is not { } timestamp || request.QueryValue("nonce") is not { } nonce)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        if (!ReplayWindow.HoldsWhereSet(timestamp, account, now))
        {
            return Rejected(Rejection.OutsideReplayWindow);
        }

        if (request.Method == "GET")
        {
            return Handshake(request, token, timestamp, nonce);
        }

        return request.QueryValue("encrypt_type") switch
        {
            "aes" => Encrypted(request, account, token, timestamp, nonce),
            null or "" or "raw" => Plain(request, account, token, timestamp, nonce, now),
            _ => Rejected(Rejection.SignatureMismatch),
        };
    }

    private static Verification Handshake(WebhookRequest request, string token, string timestamp, string nonce)
    {
        if (request.QueryValue("signature") is not { } signature || request.QueryValue("echostr") is not { } echo)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        return SortedSignature.Matches(signature, token, timestamp, nonce)
            ? new Verification.Handshake(WebhookReply.Text(echo))
            : Rejected(Rejection.SignatureMismatch);
    }

    private static Verification Plain(WebhookRequest request, ChannelAccount account, string token, string timestamp, string nonce, DateTimeOffset now)
    {
        // Otherwise who once saw a signature could leave the encryption out and write the body themselves.
        if (account.Setting(WeChatSettings.Mode) is not (null or WeChatSettings.PlainMode) || request.QueryValue("signature") is not { } signature)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        if (!SortedSignature.Matches(signature, token, timestamp, nonce))
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        if (account.Setting(ReplayWindow.Setting) is null)
        {
            return new Verification.Authentic(request.Body);
        }

        return ReplayWindow.Seconds(timestamp) is { } signedAt && (now - signedAt).Duration() <= BodilessProof.MaxAge
            ? new Verification.Authentic(request.Body) { Proof = new BodilessProof(signature, signedAt) }
            : Rejected(Rejection.OutsideReplayWindow);
    }

    private static Verification Encrypted(WebhookRequest request, ChannelAccount account, string token, string timestamp, string nonce)
    {
        if (MessageCipher.Of(account.Setting(WeChatSettings.EncodingAesKey)) is not { } cipher || account.Setting(WeChatSettings.AppId) is not { } appId)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (request.QueryValue("msg_signature") is not { } signature)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        var (fields, fault) = FlatFields.Read(request.Body.Span);
        if (fault is not null || fields.Text("Encrypt") is not { } encrypted)
        {
            return Rejected(Rejection.UndecryptablePayload);
        }

        return EncryptedRequest.Open(encrypted, signature, token, timestamp, nonce, cipher, appId);
    }

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
