using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Runtime.Sealing;

/// <summary>
/// Seals what a customer wrote or is called with AES-256-GCM. The place where the bytes lie is authenticated along with them,
/// so that nobody can move them to another row. Layout: format, length of the key id, key id, nonce (12), tag (16), ciphertext.
/// </summary>
public sealed class Sealer : IDisposable
{
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly string activeId;
    private readonly Dictionary<string, ThreadLocal<AesGcm>> ciphers;

    public Sealer(SealingKeys keys)
    {
        activeId = keys.ActiveId;

        // One instance a thread: the class makes no promise about concurrent use.
        ciphers = keys.All.ToDictionary(
            key => key.Key,
            key => new ThreadLocal<AesGcm>(() => new AesGcm(key.Value, TagBytes), trackAllValues: true),
            StringComparer.Ordinal);
    }

    public byte[] Seal(ReadOnlySpan<byte> plain, Place place)
    {
        var headerBytes = 2 + activeId.Length;
        var result = new byte[headerBytes + NonceBytes + TagBytes + plain.Length];
        result[0] = Format;
        result[1] = (byte)activeId.Length;
        Encoding.ASCII.GetBytes(activeId, result.AsSpan(2));
        var nonce = result.AsSpan(headerBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        ciphers[activeId].Value!.Encrypt(
            nonce,
            plain,
            result.AsSpan(headerBytes + NonceBytes + TagBytes),
            result.AsSpan(headerBytes + NonceBytes, TagBytes),
            place.Bytes());
        return result;
    }

    /// <exception cref="SealBrokenException">The bytes were changed, lie at another place, or the key is gone.</exception>
    public byte[] Open(ReadOnlySpan<byte> bytes, Place place)
    {
        if (bytes.Length < 2 || bytes[0] != Format) throw new SealBrokenException(place, "the format is unknown");
        var headerBytes = 2 + bytes[1];
        if (bytes.Length < headerBytes + NonceBytes + TagBytes) throw new SealBrokenException(place, "the bytes are cut short");
        var id = Encoding.ASCII.GetString(bytes[2..headerBytes]);
        if (!ciphers.TryGetValue(id, out var cipher)) throw new SealBrokenException(place, $"key '{id}' is not in {SealingKeys.Setting}");
        var plain = new byte[bytes.Length - headerBytes - NonceBytes - TagBytes];
        try
        {
            cipher.Value!.Decrypt(
                bytes.Slice(headerBytes, NonceBytes),
                bytes[(headerBytes + NonceBytes + TagBytes)..],
                bytes.Slice(headerBytes + NonceBytes, TagBytes),
                plain,
                place.Bytes());
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException(place, "the bytes were changed or moved");
        }
    }

    public void Dispose()
    {
        foreach (var cipher in ciphers.Values)
        {
            foreach (var instance in cipher.Values) instance.Dispose();
            cipher.Dispose();
        }
    }
}
