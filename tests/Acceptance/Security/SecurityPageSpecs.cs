using System.Text.RegularExpressions;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary><c>docs/security.md</c> names the tests that there are, and no others.</summary>
public sealed partial class SecurityPageSpecs
{
    /// <summary>What this page answers for; the other attacks are those of channels, stores and models.</summary>
    private static readonly int[] Attacks = [.. Enumerable.Range(20, 11), .. Enumerable.Range(42, 16), .. Enumerable.Range(61, 6)];

    private static readonly string Folder = Root();

    [Fact]
    public void Every_attack_has_tests_that_bear_its_number_or_a_reason_why_it_does_not_apply()
    {
        var rows = Rows();
        Assert.Equal(Attacks, rows.Keys.Order());
        foreach (var (attack, row) in rows)
        {
            if (row.Contains("does not apply:", StringComparison.Ordinal)) Assert.Empty(NamesIn(row));
            else Assert.Contains(NamesIn(row), name => AttacksOf(name).Contains(attack));
        }
    }

    [Fact]
    public void Every_test_that_is_named_is_there_and_every_one_that_is_there_is_named()
    {
        var there = Directory.EnumerateFiles(Path.Combine(Folder, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();
        var rows = Rows();
        Assert.All(rows.Values.SelectMany(NamesIn), name => Assert.Contains(name, there));
        Assert.All(
            there.SelectMany(name => AttacksOf(name).Where(Attacks.Contains).Select(attack => (attack, name))),
            test => Assert.Contains(test.name, NamesIn(rows[test.attack])));
    }

    private static Dictionary<int, string> Rows() => Row().Matches(File.ReadAllText(Path.Combine(Folder, "docs", "security.md")))
        .ToDictionary(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), match => match.Value);

    private static IEnumerable<string> NamesIn(string row) => Name().Matches(row).Select(match => match.Groups[1].Value);

    private static IEnumerable<int> AttacksOf(string name) =>
        name.Split('_').TakeWhile(part => Number().IsMatch(part)).Select(part => int.Parse(part[1..], System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\| T(\d+) \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(T\d+_\w+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"^T\d+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"public (?:async Task|void) (T\d+_\w+)\(")]
    private static partial Regex Method();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OmniFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The specs run from a checkout.");
    }
}
