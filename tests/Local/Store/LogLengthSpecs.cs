namespace OmniFunctions.Tests.Local.Store;

public sealed class LogLengthSpecs : StoreSpecs
{
    private const int MaxLogPages = 100;
    private const long FrameBytes = 24 + 8192;

    [Fact]
    public async Task The_log_stays_short_under_readers_that_never_pause()
    {
        using var store = OpenStore(options => options with { MaxLogPages = MaxLogPages });
        using var stop = new CancellationTokenSource();
        using var overlap = new Barrier(2);

        // Each looks into the log and lets go of it only when the other has begun to.
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                    store.Read(session => { Assert.True(session.Prepare("SELECT count(*) FROM numbers").Step()); overlap.SignalAndWait(TimeSpan.FromMilliseconds(20)); return true; });
            },
            stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        for (var i = 0; i < 2_000; i++) await store.WriteAsync(session => Insert(session, i, new string('x', 3_000)));
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        // Written were some fifteen times as many pages as the log may hold before the writer waits for the readers.
        Assert.InRange(new FileInfo(Path.Combine(Folder, "omni.db-wal")).Length, 0, 2 * 3 * MaxLogPages * FrameBytes);
    }

    [Fact]
    public async Task One_long_reader_holds_the_log_up_and_not_the_writer()
    {
        using var store = OpenStore(options => options with { MaxLogPages = MaxLogPages });
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        var reader = Task.Factory.StartNew(
            () => store.Read(session => { session.Prepare("SELECT count(*) FROM numbers").Step(); begun.Set(); end.Wait(); return true; }),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        begun.Wait();
        var writes = Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => store.WriteAsync(session => Insert(session, i, new string('x', 3_000)))));
        await writes.WaitAsync(TimeSpan.FromSeconds(20));
        end.Set();
        await reader;
        Assert.Equal(1_000, Numbers(store).Length);
    }
}
