namespace OmniFunctions.Tests.Replay;

/// <summary>The checkout that this was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "OmniFunctions.sln"))) return at.FullName;
        throw new InvalidOperationException($"No OmniFunctions.sln above {folder}: the histories are read from a checkout.");
    }
}
