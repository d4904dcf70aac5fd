using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace OmniFunctions.Tests.Specs.House;

/// <summary>Who may know whom, read from the project files themselves.</summary>
public class LayerSpecs
{
    private static readonly string Root = FindRoot();

    /// <summary>Project references by the project's folder; a package family counts as the folder under local/ that stands for it.</summary>
    private static readonly Dictionary<string, HashSet<string>> References = Directory
        .EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(FolderOf, ReferencesOf);

    /// <summary>Readers of other people's formats, pure as the rest of Core: they neither wait nor fetch.</summary>
    private static readonly string[] FormatLibraries = ["BouncyCastle.Cryptography", "Microsoft.IdentityModel.JsonWebTokens", "MimeKit"];

    [Fact]
    public void Core_sees_the_base_library_and_readers_of_formats_only()
    {
        Assert.Empty(References["shared/Core"]);
        var packages = Project("shared/Core").Descendants("PackageReference")
            .Where(package => (string?)package.Attribute("PrivateAssets") != "all")
            .Select(package => (string?)package.Attribute("Include"));
        Assert.Equal(FormatLibraries, packages);
        Assert.Empty(Project("shared/Core").Descendants("FrameworkReference"));
    }

    [Fact]
    public void Runtime_sees_core_and_official_packages_only() =>
        Assert.Equal(["shared/Core"], Ours("shared/Runtime"));

    [Fact]
    public void Durable_sees_runtime_and_core_only() =>
        Assert.Equal(["shared/Core", "shared/Runtime"], Ours("durable"));

    [Fact]
    public void Functions_sees_durable_runtime_and_core_only() =>
        Assert.Equal(["durable", "shared/Core", "shared/Runtime"], Ours("functions"));

    [Fact]
    public void Local_knows_nobody_above_it()
    {
        var offenders = References.Where(project => project.Key.StartsWith("local/", StringComparison.Ordinal))
            .SelectMany(project => project.Value.Where(target => !target.StartsWith("local/", StringComparison.Ordinal)).Select(target => $"{project.Key} -> {target}"));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Nobody_above_local_names_one_of_its_projects_but_through_the_package_families()
    {
        var offenders = References.Keys.Where(folder => !folder.StartsWith("local/", StringComparison.Ordinal) && !folder.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(folder => Project(folder).Descendants("ProjectReference").Select(reference => $"{folder} -> {(string?)reference.Attribute("Include")}"))
            .Where(reference => reference.Contains("local/", StringComparison.Ordinal));
        Assert.Empty(offenders);
    }

    [Fact]
    public void No_product_source_names_the_local_platform()
    {
        var offenders = new[] { "shared", "durable", "functions" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("OmniFunctions.Local", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file));
        Assert.Empty(offenders);
    }

    private static List<string> Ours(string folder) =>
        [.. References[folder].Where(target => !target.StartsWith("local/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static XDocument Project(string folder) => XDocument.Load(Directory.GetFiles(Path.Combine(Root, folder), "*.csproj").Single());

    private static string FolderOf(string project) =>
        Path.GetRelativePath(Root, Path.GetDirectoryName(project)!).Replace('\\', '/');

    private static HashSet<string> ReferencesOf(string project)
    {
        var document = XDocument.Load(project);
        var folder = Path.GetDirectoryName(project)!;
        return
        [
            .. document.Descendants("ProjectReference")
                .Select(reference => FolderOf(Path.GetFullPath(Path.Combine(folder, ((string)reference.Attribute("Include")!).Replace('\\', '/'))))),
            .. document.Descendants("OmniPackageFamily")
                .SelectMany(family => ((string)family.Attribute("Include")!).Split(';')).Select(family => $"local/{family}"),
        ];
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OmniFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution's folder is not above this source file.");
    }
}
