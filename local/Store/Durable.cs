using System.Runtime.InteropServices;

namespace OmniFunctions.Local.Store;

/// <summary>Brings files and their names to the disk.</summary>
internal static partial class Durable
{
    public static void Flush(string file)
    {
        using var handle = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        handle.Flush(flushToDisk: true);
    }

    /// <summary>A new name is on the disk once its folder has been flushed. Windows keeps names in a journal and has no such call.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw Failure(folder);
        try
        {
            if (Sync(descriptor) != 0) throw Failure(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder) => new($"The folder {folder} could not be flushed: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
