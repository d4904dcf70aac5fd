using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace OmniFunctions.Local.Store;

/// <summary>
/// The checksum at the end of every page of the store. SQLite leaves the bytes to us (the "reserved space" of its file format) and
/// knows of no checksum of its own outside the log.
/// </summary>
internal static class PageTag
{
    public const int PageBytes = 8192;
    public const int TagBytes = 8;

    /// <summary>Tells a tag from a page that nobody has tagged, and its kind from later ones.</summary>
    private const uint Kind = 0x31434F50;

    public static void Write(Span<byte> page, long number) =>
        BinaryPrimitives.WriteUInt64LittleEndian(page[^TagBytes..], Of(page, number));

    public static bool Matches(ReadOnlySpan<byte> page, long number) =>
        BinaryPrimitives.ReadUInt64LittleEndian(page[^TagBytes..]) == Of(page, number)

        // A free page may never have been written: the file was only made longer.
        || page.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>CRC-32C, which the processor computes: every error of one bit and every burst of up to 32 is seen. The number catches a page in another's place.</summary>
    private static ulong Of(ReadOnlySpan<byte> page, long number)
    {
        var sum = BitOperations.Crc32C(uint.MaxValue, (ulong)number);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(page[..^TagBytes])) sum = BitOperations.Crc32C(sum, word);
        return (ulong)Kind << 32 | sum;
    }
}
