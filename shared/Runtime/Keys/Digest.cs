using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Runtime.Keys;

/// <summary>
/// Turns what platforms and customers chose into keys of a fixed alphabet and length. Each part is hashed with its length,
/// so that no two lists of parts run together into the same bytes.
/// </summary>
internal static class Digest
{
    /// <summary>135 bits: enough that no two of anything ever meet.</summary>
    public const int Length = 27;

    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(size, bytes.Length);
            hash.AppendData(size);
            hash.AppendData(bytes);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Base32.Encode(digest, Length);
    }
}
