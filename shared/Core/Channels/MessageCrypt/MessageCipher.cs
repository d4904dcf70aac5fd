using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.MessageCrypt;

/// <summary>
/// What the platforms call WXBizMsgCrypt, and WeChat, WeCom and DingTalk share: AES-256-CBC, the key's first half as IV, over
/// 16 random bytes | length of the message, 4 bytes big-endian | message | receiver, padded to blocks of 32.
/// The receiver is the app, the company or the suite that the message is for.
/// </summary>
public sealed class MessageCipher
{
    public const int RandomBytes = 16;

    private const int EncodedKeyLength = 43;
    private const int BlockBytes = 32;
    private const int LengthBytes = 4;
    private const int HeadBytes = RandomBytes + LengthBytes;

    private readonly byte[] _key;

    private MessageCipher(byte[] key) => _key = key;

    /// <returns>Null when the setting is no such key.</returns>
    public static MessageCipher? Of(string? encodingAesKey)
    {
        // The last character's unused bits need not be zero: this decoder accepts that, the one of Base64 over bytes does not.
        var key = new byte[BlockBytes];
        return encodingAesKey is { Length: EncodedKeyLength }
            && Convert.TryFromBase64String(encodingAesKey + "=", key, out var written)
            && written == BlockBytes
            ? new MessageCipher(key)
            : null;
    }

    /// <param name="random">16 bytes that nobody can guess.</param>
    /// <returns>Base64.</returns>
    public string Encrypt(ReadOnlySpan<byte> random, string message, string receiver)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, RandomBytes);
        var text = Encoding.UTF8.GetBytes(message);
        var forWhom = Encoding.UTF8.GetBytes(receiver);
        var length = HeadBytes + text.Length + forWhom.Length;
        var padding = BlockBytes - (length % BlockBytes);
        var plain = new byte[length + padding];
        random.CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomBytes), text.Length);
        text.CopyTo(plain, HeadBytes);
        forWhom.CopyTo(plain, HeadBytes + text.Length);
        plain.AsSpan(length).Fill((byte)padding);
        using var aes = Cipher();
        return Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, 16), PaddingMode.None));
    }

    /// <summary>
    /// What was encrypted and for whom. Null for every fault alike: which check failed is nobody's business outside.
    /// </summary>
    public (byte[] Message, string Receiver)? Decrypt(string base64)
    {
        var encrypted = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, encrypted, out var written) || written == 0 || written % RandomBytes != 0)
        {
            return null;
        }

        using var aes = Cipher();
        return Unpack(aes.DecryptCbc(encrypted.AsSpan(0, written), _key.AsSpan(0, 16), PaddingMode.None));
    }

    /// <summary>A file that was encrypted by the same key, without the frame of a message. Null for every fault alike.</summary>
    internal byte[]? DecryptFile(ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.IsEmpty || encrypted.Length % RandomBytes != 0)
        {
            return null;
        }

        using var aes = Cipher();
        var plain = aes.DecryptCbc(encrypted, _key.AsSpan(0, 16), PaddingMode.None);
        var padding = plain[^1];
        return padding is 0 or > BlockBytes || padding > plain.Length || plain.AsSpan(plain.Length - padding).ContainsAnyExcept(padding) ? null : plain[..^padding];
    }

    /// <summary>
    /// The random bytes of the answer to one request. Core has no randomness: they follow from the key, so that nobody else can tell them, and from
    /// the request, so that no two answers begin alike.
    /// </summary>
    internal byte[] RandomFor(ReadOnlySpan<byte> request) => HMACSHA256.HashData(_key, request)[..RandomBytes];

    private static (byte[] Message, string Receiver)? Unpack(ReadOnlySpan<byte> plain)
    {
        var padding = plain[^1];
        if (padding is 0 or > BlockBytes || padding > plain.Length || plain[^padding..].ContainsAnyExcept(padding))
        {
            return null;
        }

        var content = plain[..^padding];
        if (content.Length < HeadBytes)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(content[RandomBytes..]);
        if (length < 0 || length > content.Length - HeadBytes)
        {
            return null;
        }

        return StrictUtf8.Decode(content[(HeadBytes + length)..]) is { } receiver
            ? (content.Slice(HeadBytes, length).ToArray(), receiver)
            : null;
    }

    private Aes Cipher()
    {
        var aes = Aes.Create();
        aes.Key = _key;
        return aes;
    }
}
