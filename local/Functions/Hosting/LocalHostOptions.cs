using System.Reflection;

namespace OmniFunctions.Local.Functions;

/// <summary>What a caller of the host decides instead of the environment: tests start an app on a free port and a folder of their own.</summary>
public sealed record LocalHostOptions
{
    private static readonly AsyncLocal<LocalHostOptions?> Ambient = new();

    /// <summary>Where to listen; port 0 takes a free one. <c>OMNI_URL</c> where null.</summary>
    public Uri? Url { get; init; }

    /// <summary><c>OMNI_DATA</c> where null.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Holds host.json, the settings file and wwwroot. The folder of the program where null.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>The text of host.json, instead of the file.</summary>
    public string? HostJson { get; init; }

    /// <summary>Win over the environment and the settings file.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where functions are looked for. The entry assembly and what it names, where empty.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];

    /// <summary>Narrows the classes that functions are taken from.</summary>
    public Func<Type, bool> Include { get; init; } = static _ => true;

    /// <summary>The clock of the host and all its parts, unless the app registers one.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>True where the host lives inside another program, which keeps the console and the process to itself.</summary>
    internal bool Embedded { get; init; }

    internal Action<FunctionsHost>? Built { get; init; }

    internal static LocalHostOptions Current => Ambient.Value ?? new LocalHostOptions();

    /// <summary>Lets the program that the action starts see these options.</summary>
    internal void Use(Action action)
    {
        Ambient.Value = this;
        try
        {
            action();
        }
        finally
        {
            Ambient.Value = null;
        }
    }
}
