using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OmniFunctions.Tests.Infra.Bicep;

/// <summary>All files of infra/, parsed once. The parser comes from npm, pinned by the lock file, into a folder that is not kept in the repository.</summary>
public sealed class InfraFiles : IAsyncLifetime
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ParseLimit = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 512 };
    private static readonly string Parser = Path.Combine(AppContext.BaseDirectory, "bicep-parser");

    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "infra");

    public IReadOnlyDictionary<string, BicepFile> Files { get; private set; } = new Dictionary<string, BicepFile>();

    public BicepFile Main => Files["main.bicep"];

    public IEnumerable<BicepFile> Templates => Files.Values.Where(file => file.Path.EndsWith(".bicep", StringComparison.Ordinal));

    public IEnumerable<BicepFile> ParameterFiles => Files.Values.Where(file => file.Path.EndsWith(".bicepparam", StringComparison.Ordinal));

    public BicepFile Module(string name) => Files[$"modules/{name}.bicep"];

    public static IEnumerable<string> Paths() => Directory
        .EnumerateFiles(Folder, "*.bicep*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam")
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        await InstallAsync();
        Files = (await ParseAsync([.. Paths().Select(path => Path.Combine(Folder, path))]))
            .Select(file => file with { Path = Path.GetRelativePath(Folder, file.Path).Replace('\\', '/') })
            .ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Parses a text that stands in no file.</summary>
    public async Task<BicepFile> ParseTextAsync(string text)
    {
        var file = Path.Combine(Parser, $"{Guid.NewGuid():N}.bicep");
        await File.WriteAllTextAsync(file, text);
        try
        {
            return (await ParseAsync([file])).Single();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task InstallAsync()
    {
        var sources = Path.Combine(Root, "tests", "Infra");
        Directory.CreateDirectory(Parser);
        File.Copy(Path.Combine(sources, "parse.mjs"), Path.Combine(Parser, "parse.mjs"), overwrite: true);
        var installed = Path.Combine(Parser, "node_modules", ".installed");
        var pinned = await File.ReadAllTextAsync(Path.Combine(sources, "package-lock.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == pinned) return;
        foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"]) File.Copy(Path.Combine(sources, name), Path.Combine(Parser, name), overwrite: true);
        await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], InstallLimit);
        await File.WriteAllTextAsync(installed, pinned);
    }

    private static async Task<IReadOnlyList<BicepFile>> ParseAsync(IReadOnlyList<string> files)
    {
        var output = await RunAsync("node", ["parse.mjs", .. files], ParseLimit);
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<Parsed>(line, Json)!)
                .Select(parsed => new BicepFile(parsed.File, File.ReadAllText(parsed.File), parsed.Root)),
        ];
    }

    private static async Task<string> RunAsync(string command, IReadOnlyList<string> arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Parser };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(limit);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{command} {arguments[0]} failed: {await errors}");
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OmniFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution's folder is not above this source file.");
    }

    private sealed record Parsed(string File, BicepNode Root);
}

[CollectionDefinition(Name)]
public sealed class ParsedFiles : ICollectionFixture<InfraFiles>
{
    public const string Name = "infra";
}
