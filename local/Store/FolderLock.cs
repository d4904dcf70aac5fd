namespace OmniFunctions.Local.Store;

/// <summary>Holds a data folder for one process. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, "in-use");
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                file.SetLength(0);
                using var writer = new StreamWriter(file, leaveOpen: true);
                writer.Write(Environment.ProcessId);
            }
            catch
            {
                file.Dispose();
                throw;
            }

            return new FolderLock(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The data folder {folder} cannot be written by this user. Give it the right, or name another folder with OMNI_DATA.", e);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new StoreException($"The data folder {folder} is in use by another process. Stop that one, or name another folder with OMNI_DATA.", e);
        }
        catch (IOException e)
        {
            throw new StoreException($"The data folder {folder} cannot be created: {e.Message} Name another one with OMNI_DATA.", e);
        }
    }

    public void Dispose() => file.Dispose();
}
