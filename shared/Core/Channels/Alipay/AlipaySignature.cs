using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Alipay;

/// <summary>RSA2: SHA256 with RSA over the parameters sorted by name and joined as <c>k=v&amp;k=v</c>, values not encoded.</summary>
public static class AlipaySignature
{
    private const int MaxSignatureBytes = 1_024;

    /// <summary>As long as an account's setting is there, so is its key: reading one costs as much as checking a signature.</summary>
    private static readonly ConditionalWeakTable<string, PublicKey> Published = [];

    /// <returns>Null when the setting is no key.</returns>
    internal static bool? Matches(IReadOnlyList<KeyValuePair<string, string>> form, string signature, string publicKey)
    {
        if (Published.GetValue(publicKey, Read) is not { Rsa: { } rsa })
        {
            return null;
        }

        var bytes = new byte[MaxSignatureBytes];
        return Convert.TryFromBase64String(signature, bytes, out var length) && Contents(form).Any(content =>
            rsa.VerifyData(Encoding.UTF8.GetBytes(content), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static PublicKey Read(string setting)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(Bare(setting)), out _);
            return new PublicKey(rsa);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            rsa.Dispose();
            return new PublicKey(null);
        }
    }

    /// <returns>Null when the setting is no key.</returns>
    public static string? Sign(IEnumerable<KeyValuePair<string, string>> parameters, string privateKey)
    {
        using var rsa = RSA.Create();
        return Import(rsa, privateKey)
            ? Convert.ToBase64String(rsa.SignData(Encoding.UTF8.GetBytes(Joined(parameters)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            : null;
    }

    /// <summary>
    /// Most notifications leave <c>sign_type</c> out of what is signed, some keep it; the documents drop empty values, the vendor's library
    /// does not. Only what is signed by Alipay can fit any of them.
    /// </summary>
    private static IEnumerable<string> Contents(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        var signed = form.Where(pair => pair.Key != "sign").ToArray();
        var hasEmpty = signed.Any(pair => pair.Value.Length == 0);
        foreach (var pairs in new[] { signed.Where(pair => pair.Key != "sign_type"), signed })
        {
            yield return Joined(pairs.Where(pair => pair.Value.Length > 0));
            if (hasEmpty)
            {
                yield return Joined(pairs);
            }
        }
    }

    private static string Joined(IEnumerable<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>The platform's tool writes either form.</summary>
    private static bool Import(RSA rsa, string privateKey)
    {
        var key = new byte[privateKey.Length];
        return Convert.TryFromBase64String(Bare(privateKey), key, out var length)
            && (TryImport(() => rsa.ImportPkcs8PrivateKey(key.AsSpan(0, length), out _)) || TryImport(() => rsa.ImportRSAPrivateKey(key.AsSpan(0, length), out _)));
    }

    private static bool TryImport(Action import)
    {
        try
        {
            import();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Without the lines that some paste along with it.</summary>
    private static string Bare(string key) =>
        string.Concat(key.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));

    /// <param name="Rsa">Null when the setting is no key. It only checks, which many may do at once, and goes with the setting.</param>
    private sealed record PublicKey(RSA? Rsa);
}
