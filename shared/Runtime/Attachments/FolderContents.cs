using System.Runtime.InteropServices;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>
/// Contents in a folder of this machine. A file is there whole or not at all: it is written beside its place, flushed, and then put there. It is kept when
/// its name is on the disk, too.
/// </summary>
public sealed partial class FolderContents(string folder) : IAttachmentContents
{
    /// <summary>Beside the store, unless the setting <c>Omni:Attachments</c> names another folder.</summary>
    public const string Setting = "Omni:Attachments";

    public async Task WriteAsync(TenantId tenant, string id, ReadOnlyMemory<byte> sealedBytes, CancellationToken cancellation)
    {
        var place = PlaceOf(tenant, id);
        var within = Path.GetDirectoryName(place)!;
        var isNew = !Directory.Exists(within);
        Directory.CreateDirectory(within);
        var beside = $"{place}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(sealedBytes, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, place, overwrite: true);
            FlushNames(within);
            if (isNew)
            {
                FlushNames(Path.GetDirectoryName(within)!);
                FlushNames(folder);
            }
        }
        finally
        {
            File.Delete(beside);
        }
    }

    public Task DeleteAsync(TenantId tenant, string id, CancellationToken cancellation)
    {
        var place = PlaceOf(tenant, id);
        if (File.Exists(place)) File.Delete(place);
        return Task.CompletedTask;
    }

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(TenantId tenant, string id, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(PlaceOf(tenant, id), cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Two letters of the id make a folder, so that none grows without end.</summary>
    /// <exception cref="ArgumentException">It is no id of ours.</exception>
    private string PlaceOf(TenantId tenant, string id)
    {
        if (!AttachmentStore.IsId(id) || !tenant.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')) throw new ArgumentException("No id of a file.", nameof(id));
        return Path.Combine(folder, tenant.Value, id[1..3], id);
    }

    /// <summary>A new name is on the disk once its folder was flushed (fsync(2)). Windows keeps names in a journal and has no such call.</summary>
    private static void FlushNames(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw new IOException($"The folder of attachments could not be flushed: {Marshal.GetLastPInvokeErrorMessage()}.");
        try
        {
            if (Sync(descriptor) != 0) throw new IOException($"The folder of attachments could not be flushed: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
