using System.Runtime.InteropServices;
using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>The calls of SQLite that the provider leaves out, on the library that it has loaded.</summary>
internal static unsafe class Native
{
    private const int ReserveBytes = 38;
    private static delegate* unmanaged[Cdecl]<byte*, nint> findVfs;
    private static delegate* unmanaged[Cdecl]<nint, int, int> registerVfs;
    private static delegate* unmanaged[Cdecl]<nint, byte*, int, void*, int> fileControl;
    private static delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<int*, nint, byte*, int, int>, int*, nint> walHook;

    public static void Bind(nint library)
    {
        findVfs = (delegate* unmanaged[Cdecl]<byte*, nint>)NativeLibrary.GetExport(library, "sqlite3_vfs_find");
        registerVfs = (delegate* unmanaged[Cdecl]<nint, int, int>)NativeLibrary.GetExport(library, "sqlite3_vfs_register");
        fileControl = (delegate* unmanaged[Cdecl]<nint, byte*, int, void*, int>)NativeLibrary.GetExport(library, "sqlite3_file_control");
        walHook = (delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<int*, nint, byte*, int, int>, int*, nint>)NativeLibrary.GetExport(library, "sqlite3_wal_hook");
    }

    public static nint FindVfs(byte* name) => findVfs(name);

    public static int RegisterVfs(nint vfs, int makeDefault) => registerVfs(vfs, makeDefault);

    /// <summary>Keeps bytes at the end of every page of a database that has no page yet.</summary>
    public static int Reserve(sqlite3 connection, int bytes) => fileControl(connection.DangerousGetHandle(), null, ReserveBytes, &bytes);

    /// <summary>Writes the length of the log, in pages, to where the pointer points, after every commit; and checkpoints nothing by itself.</summary>
    public static void CountLogPages(sqlite3 connection, int* pages) => walHook(connection.DangerousGetHandle(), &OnCommit, pages);

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static int OnCommit(int* count, nint connection, byte* database, int pages)
    {
        *count = pages;
        return raw.SQLITE_OK;
    }
}
