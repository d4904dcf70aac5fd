using System.Text;

namespace OmniFunctions.Channels.QQBot;

/// <summary>Ed25519 over time and body, by a key that both sides make of the bot's secret.</summary>
internal static class QQBotVerification
{
    private const int Validation = 13;
    private const int MaxTokenLength = 128;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (QQBotKey.Of(account.Setting(QQBotSettings.BotSecret)) is not { } key)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header("X-Bot-Appid") is { } bot && account.Setting(QQBotSettings.AppId) is { } app && !FixedTime.Equal(app, bot))
        {
            return Rejected(Rejection.WrongReceiver);
        }

        if (request.Header("X-Signature-Ed25519") is not { } signature)
        {
            // The platform's own description shows the question without a signature.
            return Answer(request, key) is { } question ? question : Rejected(Rejection.SignatureMissing);
        }

        if (request.Header("X-Signature-Timestamp") is not { } timestamp)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        if (!key.Signed(signature, [.. Encoding.UTF8.GetBytes(timestamp), .. request.Body.Span]))
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        if (!ReplayWindow.Holds(ReplayWindow.Seconds(timestamp), account, now, Window))
        {
            return Rejected(Rejection.OutsideReplayWindow);
        }

        return Answer(request, key) is { } handshake ? handshake : new Verification.Authentic(request.Body);
    }

    /// <returns>Null when it is no question whether the address is ours, or one that is not answered.</returns>
    private static Verification.Handshake? Answer(WebhookRequest request, QQBotKey key)
    {
        // Cheap to tell before anything is parsed: a question is small and says its number.
        if (request.Body.Length > 1_024 || request.Body.Span.IndexOf("plain_token"u8) < 0)
        {
            return null;
        }

        var (root, fault) = JsonReading.ReadObject(request.Body);
        if (fault is not null
            || root.Integer("op") != Validation
            || root.Object("d") is not { } question
            || question.String("plain_token") is not { } token
            || question.String("event_ts") is not { } at
            || !IsHarmless(token, at))
        {
            return null;
        }

        var signature = key.Sign(Encoding.UTF8.GetBytes(at + token));
        return new Verification.Handshake(new WebhookReply(200, JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteString("plain_token", token);
            json.WriteString("signature", signature);
        })));
    }

    /// <summary>
    /// The question has us sign a text by the very key that proves the platform's requests. Were any text signed, who asks with a time and a
    /// message would get the signature of that message. A token of letters and digits behind a time of digits is no JSON.
    /// </summary>
    private static bool IsHarmless(string token, string at) =>
        token.Length is > 0 and <= MaxTokenLength && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
        && at.Length is > 0 and <= 20 && at.All(char.IsAsciiDigit);

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
