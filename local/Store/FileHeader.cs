using System.Buffers.Binary;
using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>The first bytes of a store, as https://www.sqlite.org/fileformat.html gives them, read before SQLite is asked to open it.</summary>
internal readonly record struct FileHeader(bool IsSqlite, int PageBytes, int ReservedBytes)
{
    private const int Bytes = 100;

    /// <summary>Null where there is no file, or none that a first start has come to fill.</summary>
    public static FileHeader? Read(string path)
    {
        if (!File.Exists(path)) return null;
        Span<byte> header = stackalloc byte[Bytes];
        using var file = Open(path);
        var length = file.ReadAtLeast(header, Bytes, throwOnEndOfStream: false);
        if (length == 0) return null;
        return new FileHeader(length == Bytes && header.StartsWith("SQLite format 3\0"u8), BinaryPrimitives.ReadUInt16BigEndian(header[16..]), header[20]);
    }

    public void Check(string path)
    {
        var fault = this switch
        {
            { IsSqlite: false } => "its beginning is not that of a store",
            { PageBytes: not PageTag.PageBytes } => $"its pages are said to be of {PageBytes} bytes",
            { ReservedBytes: not PageTag.TagBytes } => "its pages carry no checksums",
            _ => null,
        };
        if (fault is not null) throw StoreFile.Damaged(path, new StoreException(fault) { ResultCode = raw.SQLITE_NOTADB });
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The store {path} cannot be read by this user. Give it the right, or name another folder with OMNI_DATA.", e);
        }
    }
}
