using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeCom;

/// <summary>Every request is encrypted and its signature covers what is encrypted, the handshake's <c>echostr</c> too.</summary>
internal static class WeComVerification
{
    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(WeComSettings.Token) is not { } token
            || MessageCipher.Of(account.Setting(WeComSettings.EncodingAesKey)) is not { } cipher
            // An intelligent robot's messages are for nobody: the setting must be there to say so, even when it is empty.
            || !account.Settings.TryGetValue(WeComSettings.ReceiveId, out var receiver))
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (request.QueryValue("msg_signature") is not { } signature
            || request.QueryValue("timestamp") is not { } timestamp
            || request.QueryValue("nonce") is not { } nonce)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        if (!ReplayWindow.HoldsWhereSet(timestamp, account, now))
        {
            return Rejected(Rejection.OutsideReplayWindow);
        }

        if (request.Method == "GET")
        {
            return request.QueryValue("echostr") is not { } echo
                ? Rejected(Rejection.SignatureMissing)
                : EncryptedRequest.Open(echo, signature, token, timestamp, nonce, cipher, receiver) is Verification.Authentic opened
                    // The platform compares byte by byte: no quotes, no mark, no line end.
                    ? new Verification.Handshake(new WebhookReply(200, "text/plain", opened.Payload))
                    : Rejected(Rejection.SignatureMismatch);
        }

        var (fields, fault) = FlatFields.Read(request.Body.Span);
        // An intelligent robot writes it small, in JSON.
        return fault is null && (fields.Text("Encrypt") ?? fields.Text("encrypt")) is { } encrypted
            ? EncryptedRequest.Open(encrypted, signature, token, timestamp, nonce, cipher, receiver)
            : Rejected(Rejection.UndecryptablePayload);
    }

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
