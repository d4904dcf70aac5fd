using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Local.Store;

public sealed class WritingSpecs : StoreSpecs
{
    [Fact]
    public async Task Units_that_wait_together_share_one_commit()
    {
        using var store = OpenStore();
        var (commits, units) = store.Statistics;
        using var gate = new ManualResetEventSlim();

        // The writer stands in the first unit until the others have queued up behind it.
        var first = store.WriteAsync(session => { gate.Wait(); Insert(session, 0); });
        var others = Enumerable.Range(1, 40).Select(i => store.WriteAsync(session => Insert(session, i))).ToArray();
        gate.Set();
        await Task.WhenAll([first, .. others]);
        Assert.Equal((1, 41), (store.Statistics.Commits - commits, store.Statistics.Units - units));
    }

    [Fact]
    public async Task A_commit_carries_no_more_units_than_its_limit()
    {
        using var store = OpenStore(options => options with { MaxUnitsPerCommit = 10 });
        var commits = store.Statistics.Commits;
        using var gate = new ManualResetEventSlim();
        var first = store.WriteAsync(session => { gate.Wait(); Insert(session, 0); });
        var others = Enumerable.Range(1, 29).Select(i => store.WriteAsync(session => Insert(session, i))).ToArray();
        gate.Set();
        await Task.WhenAll([first, .. others]);
        Assert.Equal(3, store.Statistics.Commits - commits);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_or_visible_before_the_commit()
    {
        using var store = OpenStore();
        using var gate = new ManualResetEventSlim();
        using var reached = new ManualResetEventSlim();
        var first = store.WriteAsync(session => Insert(session, 1));
        var second = store.WriteAsync(session => { Insert(session, 2); reached.Set(); gate.Wait(); });
        reached.Wait();

        // The first may have had a commit of its own; the second has run to its last line and is not committed.
        Assert.False(second.IsCompleted);
        Assert.DoesNotContain(2, Numbers(store));
        gate.Set();
        await Task.WhenAll(first, second);
        Assert.Equal([1, 2], Numbers(store));
    }

    [Fact]
    public async Task An_exception_undoes_its_own_unit_and_no_other()
    {
        using var store = OpenStore();
        using var gate = new ManualResetEventSlim();
        var before = store.WriteAsync(session => { gate.Wait(); Insert(session, 1); });
        var failing = store.WriteAsync(session => { Insert(session, 2); throw new InvalidOperationException("refused"); });
        var violating = store.WriteAsync(session => { Insert(session, 3); Insert(session, 1); });
        var after = store.WriteAsync(session => Insert(session, 4));
        gate.Set();
        await Task.WhenAll(before, after);
        Assert.Equal("refused", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        await Assert.ThrowsAsync<StoreException>(() => violating);
        Assert.Equal([1, 4], Numbers(store));
    }

    [Fact]
    public async Task A_query_left_in_its_middle_disturbs_no_later_unit()
    {
        using var store = OpenStore();
        await store.WriteAsync(session => { for (var i = 0; i < 10; i++) Insert(session, i); });
        await store.WriteAsync(session => { session.Prepare("SELECT n FROM numbers").Step(); });
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync(session =>
        {
            session.Prepare("SELECT n FROM numbers").Step();
            throw new InvalidOperationException();
        }));
        await store.WriteAsync(session => session.Prepare("DELETE FROM numbers").Run());
        Assert.Empty(Numbers(store));
    }

    [Fact]
    public async Task More_statements_than_are_kept_can_be_in_hand_in_one_unit()
    {
        using var store = OpenStore();
        await store.WriteAsync(session =>
        {
            var first = session.Prepare("INSERT INTO numbers VALUES (1, 'first')");
            for (var i = 0; i < 600; i++) session.Prepare($"SELECT {i}").Run();
            first.Run();
        });
        Assert.Equal([1], Numbers(store));
    }

    [Fact]
    public async Task Text_comes_back_whole()
    {
        using var store = OpenStore();
        string[] texts = ["", "退款", "with a \0 inside", new string('长', 5000)];
        await store.WriteAsync(session => { for (var i = 0; i < texts.Length; i++) Insert(session, i, texts[i]); });
        Assert.Equal(texts, store.Read(session =>
        {
            var read = new List<string>();
            var all = session.Prepare("SELECT note FROM numbers ORDER BY n");
            while (all.Step()) read.Add(all.Text(0));
            return read;
        }));
    }

    [Fact]
    public async Task Closing_writes_what_was_taken_and_refuses_what_comes_later()
    {
        var store = OpenStore();
        using var gate = new ManualResetEventSlim();
        var first = store.WriteAsync(session => { gate.Wait(); Insert(session, 0); });
        var taken = Enumerable.Range(1, 20).Select(i => store.WriteAsync(session => Insert(session, i))).ToArray();
        gate.Set();
        store.Dispose();
        await Task.WhenAll([first, .. taken]);
        await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(session => Insert(session, 99)));
        Assert.Throws<ObjectDisposedException>(() => Numbers(store));
        using var again = OpenStore();
        Assert.Equal(21, Numbers(again).Length);
    }
}
