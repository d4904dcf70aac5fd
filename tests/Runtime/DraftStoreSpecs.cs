using System.Text;
using OmniFunctions.Runtime.Drafts;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>What the desk keeps for its agents, and for how long.</summary>
public sealed class DraftStoreSpecs
{
    private static readonly AgentId Lin = new("lin");
    private static readonly ConversationId One = new("c-1");

    [Fact]
    public async Task A_draft_lies_sealed_and_is_forgotten_when_nobody_touched_it_for_thirty_days()
    {
        const string canary = "a draft about canary-4711";
        var time = new ManualTime(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var runtime = await RuntimeUnderTest.StartAsync(time: time);
        var drafts = runtime.Get<DraftStore>();
        Assert.IsType<DraftWriting.Kept>(await drafts.WriteAsync(RuntimeUnderTest.Tenant, Lin, One, DraftKind.Reply, canary, 0, "a browser"));
        foreach (var file in runtime.Folder.GetFiles("omni.db*"))
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)));
        }

        time.Advance(TimeSpan.FromDays(DraftStore.Days) - TimeSpan.FromMinutes(1));
        await drafts.ForgetAsync();
        Assert.Equal(canary, Assert.Single(await drafts.OfAsync(RuntimeUnderTest.Tenant, Lin, One)).Text);
        time.Advance(TimeSpan.FromMinutes(2));
        await drafts.ForgetAsync();
        Assert.Empty(await drafts.OfAsync(RuntimeUnderTest.Tenant, Lin, One));
    }

    [Fact]
    public async Task There_are_so_many_drafts_of_an_agent_and_no_more_and_each_can_still_be_changed()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var drafts = runtime.Get<DraftStore>();
        for (var i = 0; i < DraftStore.MaxPerAgent; i++) Assert.IsType<DraftWriting.Kept>(await WriteAsync(i, "begun", 0));
        Assert.IsType<DraftWriting.TooMany>(await WriteAsync(DraftStore.MaxPerAgent, "one too many", 0));
        var first = Assert.Single(await drafts.OfAsync(RuntimeUnderTest.Tenant, Lin, new ConversationId("c-0")));
        Assert.IsType<DraftWriting.Kept>(await WriteAsync(0, "changed", first.Revision));

        Task<DraftWriting> WriteAsync(int i, string text, long revision) =>
            drafts.WriteAsync(RuntimeUnderTest.Tenant, Lin, new ConversationId($"c-{i}"), DraftKind.Note, text, revision, null);
    }

    [Fact]
    public async Task Who_looks_at_a_conversation_is_there_until_their_page_has_not_told_for_a_while()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var runtime = await RuntimeUnderTest.StartAsync(time: time);
        var viewers = runtime.Get<ViewerStore>();
        await viewers.EnterAsync(RuntimeUnderTest.Tenant, One, Lin, "page 1");
        await viewers.EnterAsync(RuntimeUnderTest.Tenant, One, Lin, "page 2");
        Assert.Equal([Lin], await viewers.OfAsync(RuntimeUnderTest.Tenant, One));
        await viewers.LeaveAsync(RuntimeUnderTest.Tenant, One, Lin, "page 1");
        Assert.Equal([Lin], await viewers.OfAsync(RuntimeUnderTest.Tenant, One));

        time.Advance(ViewerStore.Limit + TimeSpan.FromSeconds(1));
        Assert.Empty(await viewers.OfAsync(RuntimeUnderTest.Tenant, One));
        await viewers.EnterAsync(RuntimeUnderTest.Tenant, One, Lin, "page 3");
        time.Advance(ViewerStore.Limit + TimeSpan.FromSeconds(1));
        await viewers.ForgetAsync();
        Assert.Equal(0, await RowsAsync(runtime));
    }

    private static async Task<int> RowsAsync(RuntimeUnderTest runtime)
    {
        var count = 0;
        await foreach (var _ in runtime.Get<Azure.Data.Tables.TableServiceClient>().GetTableClient("Viewers").QueryAsync<Azure.Data.Tables.TableEntity>()) count++;
        return count;
    }
}
