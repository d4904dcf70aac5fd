using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace OmniFunctions.Channels.StandardWebhooks;

/// <summary>
/// The signature over <c>id.timestamp.body</c>: <c>v1</c> is HMAC-SHA256, <c>v1a</c> Ed25519, each in base64 after its version and a comma.
/// </summary>
public static class StandardWebhooksSignature
{
    private const string SymmetricPrefix = "whsec_";
    private const string PublicPrefix = "whpk_";
    private const string PrivatePrefix = "whsk_";
    private const int Ed25519KeyBytes = 32;
    private const int Ed25519SignatureBytes = 64;

    /// <summary>More than anyone sends, so that a header of many does not cost many computations.</summary>
    private const int MaxSignatures = 10;

    private const int MaxSecrets = 10;

    /// <returns>The value of the signature header, or null when the secret is none to sign with.</returns>
    public static string? Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var content = Content(id, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), body);
        if (secret.StartsWith(PrivatePrefix, StringComparison.Ordinal))
        {
            return Decode(secret[PrivatePrefix.Length..]) is { Length: >= Ed25519KeyBytes } key
                ? "v1a," + Convert.ToBase64String(SignEd25519(key, content))
                : null;
        }

        return SymmetricKey(secret) is { } symmetric ? "v1," + Convert.ToBase64String(HMACSHA256.HashData(symmetric, content)) : null;
    }

    /// <returns>Null when none of the secrets is a key.</returns>
    internal static bool? Matches(string secrets, string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        var keys = secrets.Split([' ', ','], MaxSecrets + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxSecrets);
        var content = Content(id, timestamp, body);
        bool? matches = null;
        foreach (var key in keys)
        {
            if (Matches(key, signatures, content) is { } found)
            {
                matches = found || matches == true;
            }
        }

        return matches;
    }

    internal static bool CanSign(string secret) => secret.StartsWith(PrivatePrefix, StringComparison.Ordinal) || SymmetricKey(secret) is not null;

    private static bool? Matches(string secret, string signatures, byte[] content)
    {
        if (secret.StartsWith(PublicPrefix, StringComparison.Ordinal))
        {
            return Decode(secret[PublicPrefix.Length..]) is { Length: Ed25519KeyBytes } publicKey
                ? Any(signatures, "v1a", given => VerifyEd25519(publicKey, given, content))
                : null;
        }

        if (SymmetricKey(secret) is not { } key)
        {
            return null;
        }

        var expected = HMACSHA256.HashData(key, content);
        return Any(signatures, "v1", given => Mac.Base64Matches(given, expected));
    }

    /// <summary>What is of an unknown version says nothing, for or against.</summary>
    private static bool Any(string signatures, string version, Func<string, bool> matches)
    {
        var looked = 0;
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            var signature = signatures.AsSpan(range);
            if (signature.Length > version.Length && signature.StartsWith(version, StringComparison.Ordinal) && signature[version.Length] == ',')
            {
                if (matches(signature[(version.Length + 1)..].ToString()))
                {
                    return true;
                }

                if (++looked == MaxSignatures)
                {
                    return false;
                }
            }
        }

        return false;
    }

    private static byte[] Content(string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var head = $"{id}.{timestamp}.";
        var length = Encoding.UTF8.GetByteCount(head);
        var content = new byte[length + body.Length];
        Encoding.UTF8.GetBytes(head, content);
        body.CopyTo(content.AsSpan(length));
        return content;
    }

    /// <summary>The prefix is a help for people; a bare key is one, too.</summary>
    private static byte[]? SymmetricKey(string secret) =>
        Decode(secret.StartsWith(SymmetricPrefix, StringComparison.Ordinal) ? secret[SymmetricPrefix.Length..] : secret);

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) && written > 0 ? bytes[..written] : null;
    }

    private static byte[] SignEd25519(byte[] key, byte[] content)
    {
        // A private key is kept with its public half behind it; the first 32 bytes are the seed.
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, new Ed25519PrivateKeyParameters(key, 0));
        signer.BlockUpdate(content, 0, content.Length);
        return signer.GenerateSignature();
    }

    private static bool VerifyEd25519(byte[] publicKey, string given, byte[] content)
    {
        if (Decode(given) is not { Length: Ed25519SignatureBytes } signature)
        {
            return false;
        }

        try
        {
            var verifier = new Ed25519Signer();
            verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(publicKey, 0));
            verifier.BlockUpdate(content, 0, content.Length);
            return verifier.VerifySignature(signature);
        }
        catch (ArgumentException)
        {
            // Thirty-two bytes that are no point of the curve.
            return false;
        }
    }
}
