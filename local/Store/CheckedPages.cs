using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>
/// A virtual file system of SQLite (https://www.sqlite.org/vfs.html) that is the operating system's own but for the pages of a store:
/// each gets its checksum when it is written and is held against it when it is read, so that a bit that has turned on the disk shows
/// as damage and never as other data. The log has checksums of SQLite's own.
/// </summary>
internal static unsafe class CheckedPages
{
    /// <summary>The name under which a connection asks for it.</summary>
    public const string Name = "omni-checked";

    private const int ReservedBytesOffset = 20;

    // The methods of version 3 map the file into memory and would read past the check.
    private const int MethodsWithoutMapping = 2;

    private static Vfs* system;
    private static Methods* systemMethods;
    private static Methods* checkedMethods;

    /// <summary>Makes the file system known to the loaded library. Called once.</summary>
    public static void Register()
    {
        system = (Vfs*)Native.FindVfs(null);
        var own = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs));
        *own = *system;
        own->Next = null;
        own->Open = &Open;
        own->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        if (Native.RegisterVfs((nint)own, makeDefault: 0) is var code and not raw.SQLITE_OK)
            throw new StoreException($"SQLite did not take the checking file system (result {code}).") { ResultCode = code };
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* path, OpenFile* file, int flags, int* flagsOut)
    {
        var code = system->Open(system, path, file, flags, flagsOut);
        if (code != raw.SQLITE_OK || (flags & raw.SQLITE_OPEN_MAIN_DB) == 0) return code;

        // All main files have the same methods. Two threads that come here at once make the same copy, and one of them stays unused.
        if (checkedMethods is null)
        {
            systemMethods = file->Methods;
            var own = (Methods*)NativeMemory.Alloc((nuint)sizeof(Methods));
            *own = *systemMethods;
            own->Version = MethodsWithoutMapping;
            own->Read = &Read;
            own->Write = &Write;
            checkedMethods = own;
        }

        if (file->Methods == systemMethods) file->Methods = checkedMethods;
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* buffer, int amount, long offset)
    {
        var code = systemMethods->Read(file, buffer, amount, offset);
        if (code != raw.SQLITE_OK || amount != PageTag.PageBytes) return code;

        // Not as a failed read, for which SQLite rolls the whole transaction back, nor as corruption, after which it refuses to commit it:
        // the others in the transaction have nothing to do with this page.
        return PageTag.Matches(new ReadOnlySpan<byte>(buffer, amount), offset / PageTag.PageBytes) ? code : raw.SQLITE_NOTADB;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* buffer, int amount, long offset)
    {
        // A store without the reserved space would lose data to the tag. It is never opened this way; see Sqlite.
        if (amount != PageTag.PageBytes || (offset == 0 && buffer[ReservedBytesOffset] != PageTag.TagBytes)) return raw.SQLITE_MISUSE;
        var page = stackalloc byte[PageTag.PageBytes];
        Buffer.MemoryCopy(buffer, page, PageTag.PageBytes, PageTag.PageBytes);
        PageTag.Write(new Span<byte>(page, PageTag.PageBytes), offset / PageTag.PageBytes);
        return systemMethods->Write(file, page, amount, offset);
    }

    // The layouts of sqlite3.h, unchanged since 2013; a newer library only adds behind them.

    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileBytes;
        public int MaxPath;
        public Vfs* Next;
        public byte* Name;
        public void* Data;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, OpenFile*, int, int*, int> Open;
        private fixed long others[15];
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenFile
    {
        public Methods* Methods;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        public void* Close;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Write;
        private fixed long others[15];
    }
}
