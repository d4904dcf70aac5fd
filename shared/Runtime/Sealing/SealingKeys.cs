using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Runtime.Sealing;

/// <summary>
/// The keys of the setting <c>Omni:SealingKey</c>: 32 bytes in base 64, or several as <c>id:base64;id:base64</c>. The first one seals,
/// all of them open, so that a new key is put in front and the old ones stay until nothing sealed by them is left.
/// </summary>
public sealed class SealingKeys
{
    public const string Setting = "Omni:SealingKey";
    private const string DefaultId = "1";
    private const int KeyBytes = 32;
    private const int MaxIdLength = 16;

    private readonly Dictionary<string, byte[]> keys = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The setting is missing, or a key in it is none.</exception>
    public SealingKeys(IConfiguration configuration)
        : this(configuration[Setting] ?? throw new InvalidOperationException($"The setting {Setting} is missing: 32 random bytes in base 64.")) { }

    public SealingKeys(string setting)
    {
        foreach (var entry in setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var id = colon < 0 ? DefaultId : entry[..colon];
            if (id.Length is 0 or > MaxIdLength || !id.All(char.IsAsciiLetterOrDigit))
                throw new InvalidOperationException($"A key id in {Setting} is 1 to {MaxIdLength} letters and digits.");
            keys.Add(id, Read(entry[(colon + 1)..]));
            ActiveId ??= id;
        }

        if (ActiveId is null) throw new InvalidOperationException($"The setting {Setting} holds no key.");
    }

    /// <summary>The key that seals.</summary>
    public string ActiveId { get; } = null!;

    /// <summary>Keys for another purpose, one of each that seals or sealed, the active one first.</summary>
    internal IReadOnlyList<byte[]> Derive(string purpose) =>
    [
        .. keys.OrderByDescending(key => key.Key == ActiveId)
            .Select(key => HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Value, KeyBytes, info: Encoding.UTF8.GetBytes(purpose))),
    ];

    internal IEnumerable<KeyValuePair<string, byte[]>> All => keys;

    private static byte[] Read(string text)
    {
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyBytes
            ? key
            : throw new InvalidOperationException($"A key in {Setting} is not {KeyBytes} bytes in base 64.");
    }
}
