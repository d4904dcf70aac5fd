using System.Text;
using OmniFunctions.Access;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>
/// <c>access.md</c> beside this file: what every kind of caller gets from every route. It says what is expected; a route that is not in it, and an answer
/// that is another, fail. Set <c>OMNI_DRAW=1</c> to have it drawn anew; what changed then shows in the review.
/// </summary>
internal static class AccessTable
{
    private const string Begin = "<!-- table -->\n";
    private const string End = "<!-- end of table -->";

    private static readonly string Page = Path.Combine(Root(), "tests", "Acceptance", "Security", "access.md");

    public static string RowOf(HttpFunction function, string method) => $"{function.Name} | {method.ToUpperInvariant()} /{function.Route.TrimStart('/')}";

    /// <summary>The expected statuses by row and caller.</summary>
    public static Dictionary<(string Row, string Caller), string> Read()
    {
        var lines = TableOf(File.ReadAllText(Page).ReplaceLineEndings("\n")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var callers = Cells(lines[0])[2..];
        var cells = new Dictionary<(string, string), string>();
        foreach (var line in lines[2..])
        {
            var row = Cells(line);
            Assert.Equal(callers.Length + 2, row.Length);
            for (var i = 0; i < callers.Length; i++) cells.Add(($"{row[0]} | {row[1]}", callers[i]), row[i + 2]);
        }

        return cells;
    }

    public static void DrawIfAsked(IReadOnlyList<string> callers, IReadOnlyDictionary<(string Row, string Caller), string> seen)
    {
        if (Environment.GetEnvironmentVariable("OMNI_DRAW") != "1") return;
        var table = new StringBuilder();
        table.Append("| function | route | ").AppendJoin(" | ", callers).Append(" |\n| --- | --- |").Insert(table.Length, " --- |", callers.Count).Append('\n');
        foreach (var row in seen.Keys.Select(key => key.Row).Distinct().Order(StringComparer.Ordinal))
            table.Append("| ").Append(row).Append(" | ").AppendJoin(" | ", callers.Select(caller => seen[(row, caller)])).Append(" |\n");
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        File.WriteAllText(Page, page.Replace(TableOf(page), table.ToString(), StringComparison.Ordinal));
    }

    private static string TableOf(string page)
    {
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return page[from..page.IndexOf(End, StringComparison.Ordinal)];
    }

    private static string[] Cells(string line) => [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim())];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OmniFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The specs run from a checkout.");
    }
}
