using System.Reflection;
using System.Runtime.CompilerServices;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Tests.Crash.Faults;

namespace OmniFunctions.Tests.Survival;

public sealed class CatalogueSpecs
{
    /// <summary>The rows a release is held to. A number between them belongs to a row that another suite proves.</summary>
    private static readonly string[] Required =
    [
        "F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13", "F14", "F15", "F16", "F17",
        "F22", "F23", "F24", "F25", "F26", "F31", "F45", "F48", "F49", "F50", "F51", "F52", "F53", "F60", "F65", "F66", "F67",
    ];

    [Fact]
    public void Every_fault_a_release_is_held_to_is_in_the_catalogue() => Assert.Empty(Required.Except(FaultCatalogue.All.Select(fault => fault.Id)));

    [Fact]
    public void Every_crash_point_is_on_the_way_of_a_message_and_some_fault_kills_there()
    {
        var points = typeof(CrashPoint).GetFields().Where(field => field is { IsLiteral: true, Name: not nameof(CrashPoint.Variable) }).Select(field => field.Name).ToList();
        var product = Text("shared", "durable", "functions");
        var faults = Text("tests/Crash/Faults");

        Assert.Equal(18, points.Count);
        Assert.All(points, point => Assert.Contains($"CrashPoint.Pass(CrashPoint.{point})", product, StringComparison.Ordinal));
        Assert.All(points, point => Assert.Contains($"CrashPoint.{point}", faults, StringComparison.Ordinal));
    }

    [Fact]
    public void No_number_is_taken_twice() =>
        Assert.Empty(FaultCatalogue.All.GroupBy(fault => fault.Id).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Each_fault_of_the_catalogue_has_exactly_one_test_and_it_bears_its_name()
    {
        var tests = from type in typeof(CatalogueSpecs).Assembly.GetTypes()
                    from method in type.GetMethods()
                    where method.GetCustomAttribute<FactAttribute>() is not null && method.Name[0] == 'F' && char.IsAsciiDigit(method.Name[1])
                    select method.Name;
        var faults = FaultCatalogue.All.Select(fault => $"{fault.Id}_{fault.Name.Replace(' ', '_')}");

        Assert.Equal(faults.Order(StringComparer.Ordinal), tests.Order(StringComparer.Ordinal));
    }

    private static string Text(params string[] folders) => string.Concat(
        from folder in folders
        from file in Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
        select File.ReadAllText(file));

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
