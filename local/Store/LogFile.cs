using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>
/// Reads the log that an unclean stop has left. SQLite takes the first frame that does not fit for the end, which is right for a commit
/// that a power cut tore, and loses without a word what follows a frame that has rotted. The two can be told apart: a commit is
/// flushed before the next one is written, so a commit and more behind the fault prove that the faulty one had been flushed.
/// (https://www.sqlite.org/fileformat.html#the_write_ahead_log)
/// </summary>
internal static class LogFile
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const int FrameBytes = FrameHeaderBytes + PageTag.PageBytes;
    private const uint LittleEndianMagic = 0x377f0682;

    public static long LengthBeside(string storePath) => new FileInfo(PathOf(storePath)) is { Exists: true } file ? file.Length : 0;

    /// <exception cref="StoreException">The log is damaged where it was flushed.</exception>
    public static void Check(string storePath)
    {
        using var file = new FileStream(PathOf(storePath), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
        var header = new byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes) return;
        var frame = new byte[FrameBytes];
        if (!IsSound(header))
        {
            // The header is flushed before the first frame is written.
            if (file.ReadAtLeast(frame, FrameBytes, throwOnEndOfStream: false) == FrameBytes && frame.AsSpan().ContainsAnyExcept((byte)0)) throw Damaged(storePath);
            return;
        }

        var salts = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(16));
        var sum = (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(24)), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(28)));
        var (isBroken, commitBehind) = (false, false);
        while (file.ReadAtLeast(frame, FrameBytes, throwOnEndOfStream: false) == FrameBytes)
        {
            // Each frame's sum goes on from the one that stands in the frame before, sound or not.
            var expected = Sum(Sum(sum, frame.AsSpan(0, 8)), frame.AsSpan(FrameHeaderBytes));
            sum = (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(20)));
            var isSound = BinaryPrimitives.ReadUInt64LittleEndian(frame.AsSpan(8)) == salts && sum == expected;
            if (isSound && commitBehind) throw Damaged(storePath);
            if (!isSound) isBroken = true;
            else if (isBroken && BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0) commitBehind = true;
        }
    }

    private static string PathOf(string storePath) => storePath + "-wal";

    private static bool IsSound(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadUInt32BigEndian(header) == LittleEndianMagic
        && Sum((0, 0), header[..24]) == (BinaryPrimitives.ReadUInt32BigEndian(header[24..]), BinaryPrimitives.ReadUInt32BigEndian(header[28..]));

    private static (uint, uint) Sum((uint First, uint Second) sum, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var i = 0; i < words.Length; i += 2)
        {
            sum.First += words[i] + sum.Second;
            sum.Second += words[i + 1] + sum.First;
        }

        return sum;
    }

    private static StoreException Damaged(string storePath) =>
        StoreFile.Damaged(storePath, new StoreException("its log has a fault before its end") { ResultCode = raw.SQLITE_CORRUPT });
}
