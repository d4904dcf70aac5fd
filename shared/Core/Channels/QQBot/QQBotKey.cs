using System.Runtime.CompilerServices;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace OmniFunctions.Channels.QQBot;

/// <summary>The Ed25519 key of a bot: its seed is the bot's secret, doubled until it is long enough and cut to 32 bytes.</summary>
public sealed class QQBotKey
{
    /// <summary>As long as an account's secret is there, so is its key: making one costs a third of what a request does.</summary>
    private static readonly ConditionalWeakTable<string, QQBotKey> Made = [];

    private readonly byte[] seed;
    private readonly byte[] publicKey = new byte[Ed25519.PublicKeySize];

    private QQBotKey(byte[] seed)
    {
        this.seed = seed;
        Ed25519.GeneratePublicKey(seed, 0, publicKey, 0);
    }

    /// <returns>Null when there is no secret.</returns>
    public static QQBotKey? Of(string? secret) => string.IsNullOrEmpty(secret) ? null : Made.GetValue(secret, Make);

    private static QQBotKey Make(string secret)
    {
        var doubled = secret;
        while (Encoding.UTF8.GetByteCount(doubled) < Ed25519.SecretKeySize)
        {
            doubled += doubled;
        }

        return new QQBotKey(Encoding.UTF8.GetBytes(doubled)[..Ed25519.SecretKeySize]);
    }

    /// <returns>Lower-case hex.</returns>
    public string Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        var bytes = message.ToArray();
        Ed25519.Sign(seed, 0, bytes, 0, bytes.Length, signature, 0);
        return Convert.ToHexStringLower(signature);
    }

    /// <param name="signature">Hexadecimal digits.</param>
    internal bool Signed(string signature, ReadOnlySpan<byte> message)
    {
        var given = new byte[Ed25519.SignatureSize];
        // The three highest bits are never set in a signature that was made, as the platform's own library checks.
        if (signature.Length != 2 * Ed25519.SignatureSize
            || Convert.FromHexString(signature, given, out _, out _) != System.Buffers.OperationStatus.Done
            || (given[^1] & 0b1110_0000) != 0)
        {
            return false;
        }

        var bytes = message.ToArray();
        return Ed25519.Verify(given, 0, publicKey, 0, bytes, 0, bytes.Length);
    }
}
