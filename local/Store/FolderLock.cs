using System.Globalization;
using System.Text;

namespace OmniFunctions.Local.Store;

/// <summary>Holds a data folder for one process. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = "in-use";
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Sign(file);
            return new FolderLock(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The data folder {folder} cannot be written by this user. Give it the right, or name another folder with OMNI_DATA.", e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new StoreException($"The data folder {folder} is in use by another process. Stop that one, or name another folder with OMNI_DATA.", e) { IsInUse = true };
        }
        catch (IOException e)
        {
            throw new StoreException($"The data folder {folder} cannot be written: {e.Message} Name another one with OMNI_DATA.", e);
        }
    }

    /// <summary>The codes with which Linux, macOS and Windows refuse a file that another process holds.</summary>
    private static bool IsHeld(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xffff) is 32 or 33 : e.HResult is 11 or 35;

    /// <summary>Writes who holds the folder. It is for people to read: a disk too full for it is found out where it matters.</summary>
    private static void Sign(FileStream file)
    {
        try
        {
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
        }
        catch (IOException)
        {
            // The lock holds without it.
        }
    }

    public void Dispose() => file.Dispose();
}
