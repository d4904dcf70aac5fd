using System.Text.Json;

namespace OmniFunctions.Local.Store;

/// <summary>
/// Copies a data folder as it stands at one moment, whether a process works on it or not. It reads beside that process as any reader
/// does: it neither writes nor checkpoints there, and needs nothing from it.
/// </summary>
public sealed class StoreBackup(string dataFolder, string target, string productVersion, TimeProvider time)
{
    private const int PagesPerStep = 1024;

    /// <summary>Most of them are what customers and agents have sent.</summary>
    internal const int MaxOtherFiles = 1_000_000;

    /// <summary>Of files that are still being written; each gets its own name when it is whole.</summary>
    private const string Unfinished = ".tmp";

    private const long SpareBytes = 1 << 20;
    private readonly string dataFolder = Path.GetFullPath(dataFolder);
    private readonly string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));

    /// <summary>Rung as the copy goes on, with the share of it that is done, 0 to 1.</summary>
    public event Action<double>? Progress;

    /// <summary>Takes the backup into a new folder, which appears only when it is whole, flushed and checked.</summary>
    /// <exception cref="StoreException">It was not taken; nothing is left of it.</exception>
    /// <exception cref="OperationCanceledException">The caller lost patience; nothing is left of it.</exception>
    public BackupManifest Take(CancellationToken cancellation = default)
    {
        var source = Path.Combine(dataFolder, StoreFile.Name);
        if (!File.Exists(source)) throw new StoreException($"There is no store in {dataFolder}. Name the data folder with OMNI_DATA.");
        if (IsInside(target, dataFolder)) throw new StoreException($"The backup would lie in the data folder {dataFolder} and be lost with it. Name another place, best on another disk.");
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new StoreException($"{target} exists already. A backup never writes over one; name a new folder.");

        var partial = target + ".partial";
        if (Directory.Exists(partial)) throw new StoreException($"{partial} is left from a backup that was cut off, or another one is at work. Delete it if none is.");
        try
        {
            using var folderLock = TakeLockUnlessRunning();
            CreateForOwner(partial);
            var manifest = Copy(source, partial, cancellation);
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(partial, target);
            Durable.FlushFolder(Path.GetDirectoryName(target)!);
            return manifest;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The backup could not be taken: {e.Message} Give this user the right, or name another folder.", e);
        }
        catch (IOException e)
        {
            throw new StoreException($"The backup could not be written to {target}: {e.Message}", e);
        }
        catch (StoreException e) when (e.IsDiskFull)
        {
            throw NoRoom(e);
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }
    }

    private BackupManifest Copy(string source, string folder, CancellationToken cancellation)
    {
        var copy = Path.Combine(folder, StoreFile.Name);
        var takenAt = CopyStore(source, copy, cancellation);
        List<string> names = [StoreFile.Name, .. CopyOthers(folder)];
        using (var session = Sqlite.OpenCopy(copy))
        {
            if (StoreFile.Check(session, "quick_check") is { } fault) throw StoreFile.Damaged(source, new StoreException(fault));
            var manifest = new BackupManifest(
                BackupManifest.NewestForm, productVersion, takenAt, $"SQLite {Sqlite.Version}", Contents.Components(session), Contents.Rows(session));
            File.WriteAllBytes(Path.Combine(folder, BackupManifest.FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest));
            names.Add(BackupManifest.FileName);
            Checksums.Write(folder, names, cancellation);
            foreach (var name in names.Append(Checksums.FileName)) Durable.Flush(Path.Combine(folder, name));
            foreach (var below in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder)) Durable.FlushFolder(below);
            return manifest;
        }
    }

    private DateTimeOffset CopyStore(string source, string copy, CancellationToken cancellation)
    {
        using var reader = Sqlite.OpenReader(source);
        var takenAt = time.GetUtcNow();

        // One snapshot from the first page to the last: the copy neither sees nor disturbs what is written meanwhile.
        reader.Execute("BEGIN");
        var pages = reader.Number("SELECT (SELECT count(*) FROM sqlite_schema) * 0 + page_count FROM pragma_page_count");
        if (FreeBytes(copy) < pages * PageTag.PageBytes + SpareBytes) throw NoRoom(null);
        using (var writer = Sqlite.OpenCopy(copy))
        {
            writer.CopyFrom(reader, PagesPerStep, done =>
            {
                cancellation.ThrowIfCancellationRequested();
                Progress?.Invoke(done);
            });

            // Without a log a backup is one file, and can be checked where nothing may be written.
            writer.Execute("PRAGMA journal_mode = DELETE");
        }

        reader.Execute("COMMIT");
        return takenAt;
    }

    /// <summary>
    /// Whatever else lies in the data folder belongs to the system as well: attachments, and the keys that protect the desk's cookies. They are copied after the
    /// store, so that all it names is there.
    /// </summary>
    private List<string> CopyOthers(string folder)
    {
        var names = new List<string>();
        foreach (var file in Directory.EnumerateFiles(dataFolder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(dataFolder, file).Replace(Path.DirectorySeparatorChar, '/');
            if (name is FolderLock.FileName or Reserve.FileName || name.StartsWith(StoreFile.Name, StringComparison.Ordinal) || name.EndsWith(Unfinished, StringComparison.Ordinal)) continue;
            if (names.Count == MaxOtherFiles) throw new StoreException($"{dataFolder} holds more than {MaxOtherFiles} files beside the store. Move out what is not the system's.");
            var copied = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
            File.Copy(file, copied);
            names.Add(name);
        }

        return names;
    }

    /// <summary>Where nobody works on the folder, nobody shall begin to before the copy is done.</summary>
    private FolderLock? TakeLockUnlessRunning()
    {
        try
        {
            return FolderLock.Take(dataFolder);
        }
        catch (StoreException e) when (e.IsInUse)
        {
            return null;
        }
    }

    private StoreException NoRoom(Exception? cause) =>
        new($"There is not enough room for the backup at {target}. Free some, or name a folder on another disk.", cause);

    /// <summary>What is sealed in the data folder is sealed here, too; who talks to whom and when is not.</summary>
    private static void CreateForOwner(string folder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static long FreeBytes(string file) => new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace;

    internal static bool IsInside(string path, string folder) => (path + Path.DirectorySeparatorChar).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
