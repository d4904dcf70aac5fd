using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Feishu;

/// <summary>The platform's encryption: AES-256-CBC by the digest of the encrypt key, the first 16 bytes are the IV, ordinary padding.</summary>
public static class FeishuCipher
{
    private const int BlockBytes = 16;

    /// <returns>Null for every fault alike.</returns>
    public static byte[]? Decrypt(string base64, string encryptKey)
    {
        var encrypted = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, encrypted, out var written) || written < 2 * BlockBytes || written % BlockBytes != 0)
        {
            return null;
        }

        using var aes = Aes.Create();
        aes.Key = SHA256.HashData(Encoding.UTF8.GetBytes(encryptKey));
        var plain = aes.DecryptCbc(encrypted.AsSpan(BlockBytes, written - BlockBytes), encrypted.AsSpan(0, BlockBytes), PaddingMode.None);
        var padding = plain[^1];
        return padding is 0 or > BlockBytes || plain.AsSpan(plain.Length - padding).ContainsAnyExcept(padding) ? null : plain[..^padding];
    }
}
