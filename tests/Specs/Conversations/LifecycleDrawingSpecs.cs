namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>
/// <c>docs/guides/lifecycle.md</c> is drawn by the code: between its marks stands what the decide says today. Set <c>OMNI_DRAW=1</c> to have it drawn
/// anew; what changed then shows in the review.
/// </summary>
public sealed class LifecycleDrawingSpecs
{
    private static readonly string Page = Path.Combine(Root(), "docs", "guides", "lifecycle.md");

    [Fact]
    public void The_guide_shows_the_state_machine_as_it_is()
    {
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var drawn = Put(Put(page, "diagram", $"```mermaid\n{LifecycleDrawing.Diagram()}```\n"), "table", LifecycleDrawing.Table());
        if (Environment.GetEnvironmentVariable("OMNI_DRAW") == "1")
        {
            File.WriteAllText(Page, drawn);
            page = drawn;
        }

        Assert.Equal(drawn, page);
    }

    private static string Put(string page, string mark, string text)
    {
        var begin = $"<!-- {mark} -->\n";
        var end = $"<!-- end of {mark} -->";
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var until = page.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && until >= from, $"The guide has no place for the {mark}.");
        return page[..from] + text + page[until..];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OmniFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The specs run from a checkout.");
    }
}
