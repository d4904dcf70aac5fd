namespace OmniFunctions.Local.Store;

/// <summary>Reads a store from end to end, beside the process that works on it.</summary>
public static class StoreCheck
{
    /// <exception cref="StoreException">There is none, or it is damaged; the message says where.</exception>
    public static void Run(string dataFolder)
    {
        var path = Path.Combine(dataFolder, StoreFile.Name);
        if (!File.Exists(path)) throw new StoreException($"There is no store in {dataFolder}. Name the data folder with OMNI_DATA.");
        try
        {
            FileHeader.Read(path)?.Check(path);
            using var reader = Sqlite.OpenReader(path);
            if (StoreFile.Check(reader, "integrity_check") is { } fault) throw StoreFile.Damaged(path, new StoreException(fault));
        }
        catch (StoreException e) when (e.IsDamage)
        {
            throw StoreFile.Damaged(path, e);
        }
    }
}
