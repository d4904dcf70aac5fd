using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Email;

/// <summary>ECDSA over a time and the body as it is: of events the line ends after and between them are signed too.</summary>
internal static class SendGridSignature
{
    internal const string Header = "X-Twilio-Email-Event-Webhook-Signature";
    internal const string TimeHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    private const int MaxTimeLength = 20;

    /// <summary>DER of two numbers of 32 bytes is 72 bytes at most.</summary>
    private const int MaxSignatureLength = 128;

    private const int KeyBits = 256;

    /// <summary>As long as an account's setting is there, so is its key: reading one costs more than checking a signature.</summary>
    private static readonly ConditionalWeakTable<string, PublicKey> Published = [];

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <param name="setting">Which of the account's settings has the key.</param>
    /// <returns>Null when it holds.</returns>
    internal static Rejection? Refusal(WebhookRequest request, ChannelAccount account, string setting, DateTimeOffset now)
    {
        if (account.Setting(setting) is not { } published)
        {
            return Rejection.AccountNotConfigured;
        }

        if (request.Header(Header) is not { Length: > 0 } given || request.Header(TimeHeader) is not { Length: > 0 and <= MaxTimeLength } time)
        {
            return Rejection.SignatureMissing;
        }

        if (Published.GetValue(published, Read) is not { Ecdsa: { } key })
        {
            return Rejection.AccountNotConfigured;
        }

        return !Holds(key, given, time, request.Body.Span) ? Rejection.SignatureMismatch
            : ReplayWindow.Holds(ReplayWindow.Seconds(time), account, now, Window) ? null
            : Rejection.OutsideReplayWindow;
    }

    private static PublicKey Read(string setting)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(setting), out _);
            if (key.KeySize == KeyBits)
            {
                return new PublicKey(key);
            }
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            // It is no key; an account like this one believes nobody.
        }

        key.Dispose();
        return new PublicKey(null);
    }

    private static bool Holds(ECDsa key, string given, string time, ReadOnlySpan<byte> body)
    {
        Span<byte> signature = stackalloc byte[MaxSignatureLength];
        if (given.Length > MaxSignatureLength || !Convert.TryFromBase64String(given, signature, out var written))
        {
            return false;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(time));
        digest.AppendData(body);
        return key.VerifyHash(digest.GetHashAndReset(), signature[..written], DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <param name="Ecdsa">Null when the setting is no key. It only checks, which many may do at once, and goes with the setting.</param>
    private sealed record PublicKey(ECDsa? Ecdsa);
}
