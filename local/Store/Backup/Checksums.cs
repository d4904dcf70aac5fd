using System.Security.Cryptography;

namespace OmniFunctions.Local.Store;

/// <summary>The SHA-256 of every file of a backup, in the form that <c>sha256sum --check</c> reads.</summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";
    private const int DigestCharacters = 64;
    private const int MaxFiles = StoreBackup.MaxOtherFiles + 2;

    public static string Of(string file, CancellationToken cancellation)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        while (stream.Read(buffer) is > 0 and var count)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static void Write(string folder, IEnumerable<string> names, CancellationToken cancellation) =>
        File.WriteAllLines(Path.Combine(folder, FileName), names.Select(name => $"{Of(Path.Combine(folder, name), cancellation)}  {name}"));

    /// <exception cref="StoreException">The list itself cannot be read.</exception>
    public static Dictionary<string, string> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new StoreException($"{folder} is no backup, or not all of one: {FileName} is missing.");
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            if (sums.Count == MaxFiles) throw new StoreException($"The backup {folder} lists more than {MaxFiles} files, which no backup does. Take another backup.");

            // "<digest>  <name>"; a name never leads out of the backup.
            var name = line.Length > DigestCharacters + 2 ? line[(DigestCharacters + 2)..] : "";
            if (name.Length == 0 || Path.IsPathRooted(name) || name.Split('/').Contains("..") || !sums.TryAdd(name, line[..DigestCharacters]))
                throw new StoreException($"The backup {folder} is damaged: {FileName} does not list files and their checksums. Take another backup.");
        }

        return sums;
    }
}
