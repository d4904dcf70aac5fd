using System.Text.Json;

namespace OmniFunctions.Local.Store;

/// <summary>Makes a data folder of a backup, and lets nobody use it before it has been held against everything the backup says of itself.</summary>
public sealed class StoreRestore(string backup, string target, string productVersion)
{
    private const string Unfinished = ".restoring";
    private readonly string backup = Path.GetFullPath(backup);
    private readonly string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));

    public event Action<double>? Progress;

    /// <summary>Restores into a folder that is empty or does not exist.</summary>
    /// <exception cref="StoreException">It was not restored; the folder is as it was.</exception>
    /// <exception cref="OperationCanceledException">The caller lost patience; the folder is as it was.</exception>
    public BackupManifest Run(CancellationToken cancellation = default)
    {
        var manifest = ReadManifest();
        var sums = Checksums.Read(backup);
        if (!sums.ContainsKey(StoreFile.Name) || !sums.ContainsKey(BackupManifest.FileName)) throw Damaged($"{Checksums.FileName} does not name all of its files");
        var existed = Directory.Exists(target);
        var hadLock = existed && File.Exists(Path.Combine(target, FolderLock.FileName));
        var partial = Path.Combine(target, Unfinished);
        var hasBegun = false;
        try
        {
            using var folderLock = FolderLock.Take(target);
            try
            {
                RefuseUnlessEmpty();
                hasBegun = true;
                Copy(sums, partial, cancellation);
                Verify(Path.Combine(partial, StoreFile.Name), manifest);
                MoveIntoPlace(partial);
                return manifest;
            }
            finally
            {
                if (hasBegun && Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
                if (!File.Exists(Path.Combine(target, StoreFile.Name)) && !hadLock) File.Delete(Path.Combine(target, FolderLock.FileName));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup could not be restored to {target}: {e.Message}", e);
        }
        finally
        {
            if (!existed && Directory.Exists(target) && !Directory.EnumerateFileSystemEntries(target).Any()) Directory.Delete(target);
        }
    }

    /// <summary>A folder that a restore was cut off in looks almost empty, and must not become a new store.</summary>
    /// <exception cref="StoreException">It is such a folder.</exception>
    internal static void RefuseUnfinished(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, Unfinished)))
            throw new StoreException($"A restore into {folder} was cut off. Empty the folder and restore again.");
    }

    private BackupManifest ReadManifest()
    {
        if (!Directory.Exists(backup)) throw new StoreException($"There is no backup at {backup}. Name the folder that 'backup' has made.");
        var path = Path.Combine(backup, BackupManifest.FileName);
        if (!File.Exists(path)) throw new StoreException($"{backup} is no backup, or not all of one: {BackupManifest.FileName} is missing.");
        BackupManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), BackupJson.Default.BackupManifest) ?? throw Damaged($"{BackupManifest.FileName} is empty");
        }
        catch (JsonException e)
        {
            throw Damaged($"{BackupManifest.FileName} cannot be read: {e.Message}");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The backup {backup} cannot be read by this user. Give it the right.", e);
        }

        var isNewer = manifest.Form > BackupManifest.NewestForm
            || (Version.TryParse(manifest.Version, out var taken) && Version.TryParse(productVersion, out var own) && taken > own);
        return isNewer ? throw new StoreException($"The backup {backup} was taken by version {manifest.Version}, and this is {productVersion}. Restore it with that version.") : manifest;
    }

    private void RefuseUnlessEmpty()
    {
        RefuseUnfinished(target);
        if (Directory.EnumerateFileSystemEntries(target).Any(entry => Path.GetFileName(entry) != FolderLock.FileName))
            throw new StoreException($"The folder {target} is not empty. A restore never writes over data; name an empty folder with --to.");
    }

    private void Copy(Dictionary<string, string> sums, string partial, CancellationToken cancellation)
    {
        var total = Math.Max(1, sums.Keys.Sum(name => new FileInfo(Path.Combine(backup, name)) is { Exists: true } file ? file.Length : throw Damaged($"{name} is missing")));
        if (new DriveInfo(target).AvailableFreeSpace < total) throw new StoreException($"There is not enough room at {target}: {total >> 20} MiB are needed. Name a folder on another disk with --to.");
        Directory.CreateDirectory(partial);
        var done = 0L;
        foreach (var (name, sum) in sums)
        {
            var copied = Path.Combine(partial, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
            File.Copy(Path.Combine(backup, name), copied);

            // The copy is what will be used, so the copy is what is checked.
            if (!Checksums.Of(copied, cancellation).Equals(sum, StringComparison.OrdinalIgnoreCase)) throw Damaged($"{name} is not what was backed up");
            Durable.Flush(copied);
            done += new FileInfo(copied).Length;
            Progress?.Invoke((double)done / total);
        }
    }

    private void Verify(string store, BackupManifest manifest)
    {
        using var session = Sqlite.OpenCopy(store);
        try
        {
            if (StoreFile.Check(session, "integrity_check") is { } fault) throw Damaged(fault);
            if (!Same(Contents.Components(session), manifest.Components) || !Same(Contents.Rows(session), manifest.Rows))
                throw Damaged($"its tables do not hold what {BackupManifest.FileName} says");
        }
        catch (StoreException e) when (e.IsDamage)
        {
            throw Damaged(e.InnerException?.Message ?? e.Message);
        }
    }

    private void MoveIntoPlace(string partial)
    {
        File.Delete(Path.Combine(partial, BackupManifest.FileName));
        foreach (var below in Directory.EnumerateDirectories(partial, "*", SearchOption.AllDirectories)) Durable.FlushFolder(below);
        foreach (var folder in Directory.GetDirectories(partial)) Directory.Move(folder, Path.Combine(target, Path.GetFileName(folder)));

        // The store's own file last: until it is there nothing takes the folder for a store.
        foreach (var file in Directory.GetFiles(partial).OrderBy(file => Path.GetFileName(file) == StoreFile.Name))
            File.Move(file, Path.Combine(target, Path.GetFileName(file)));
        Directory.Delete(partial);
        Durable.FlushFolder(target);
    }

    private static bool Same(Dictionary<string, long> found, IReadOnlyDictionary<string, long> expected) =>
        found.Count == expected.Count && found.All(pair => expected.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private StoreException Damaged(string fault) => new($"The backup {backup} is damaged: {fault}. Restore another one.");
}
