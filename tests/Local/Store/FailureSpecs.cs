using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Local.Store;

public sealed class FailureSpecs : StoreSpecs
{
    private const int IoError = 10;
    private const long Marks = 1_000_000_000;

    [Fact]
    public async Task A_full_disk_refuses_and_heals()
    {
        using var store = OpenStore();
        await store.WriteAsync(session => Insert(session, 1, "before"));

        // The engine meets a page limit exactly as it meets the end of the disk.
        await store.WriteAsync(session => session.Execute("PRAGMA max_page_count = 1"));
        var refusal = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(session => Insert(session, 2, new string('x', 1_000_000))));
        Assert.True(refusal.IsDiskFull);
        Assert.Equal([1], Numbers(store));
        await store.WriteAsync(session => session.Execute("PRAGMA max_page_count = 1073741823"));
        await store.WriteAsync(session => Insert(session, 3));
        Assert.Equal([1, 3], Numbers(store));
    }

    [Fact]
    public async Task After_a_failure_of_the_disk_nothing_is_written_and_reading_goes_on()
    {
        using var store = OpenStore();
        await store.WriteAsync(session => Insert(session, 1));
        using var gate = new ManualResetEventSlim();
        var sharing = store.WriteAsync(session => { gate.Wait(); Insert(session, 2); });
        var failing = store.WriteAsync(_ => throw new StoreException("disk I/O error") { ResultCode = IoError });
        gate.Set();
        await Assert.ThrowsAsync<StoreException>(() => failing);

        // It shares the commit that failed, or had one before: acknowledged and there, or refused and not there.
        var acknowledged = await Task.WhenAny(sharing) is { IsCompletedSuccessfully: true };
        var later = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(session => Insert(session, 3)));
        Assert.StartsWith("The store refuses further writes after a failure of the disk", later.Message, StringComparison.Ordinal);
        Assert.Equal(IoError, later.ResultCode);
        Assert.Equal(acknowledged ? [1, 2] : [1], Numbers(store));
    }

    [Fact]
    public async Task A_process_that_dies_under_load_leaves_every_acknowledged_row()
    {
        var images = Path.Combine(Folder, "..", "images");
        Directory.CreateDirectory(images);
        using var store = OpenStore();
        using var stop = new CancellationTokenSource();
        var acknowledged = new System.Collections.Concurrent.ConcurrentQueue<long>();
        var last = 0L;
        var writers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref last);
                await store.WriteAsync(session => { Insert(session, number, "row"); Insert(session, -number, "its twin"); });
                acknowledged.Enqueue(number);
            }
        })).ToArray();

        var expected = new List<long[]>();
        for (var i = 0; i < 5; i++)
        {
            var wanted = (i + 1) * 200;
            Assert.True(SpinWait.SpinUntil(() => acknowledged.Count >= wanted, TimeSpan.FromSeconds(20)));
            expected.Add([.. acknowledged]);
            var image = Directory.CreateDirectory(Path.Combine(images, $"{i}")).FullName;

            // On the writer's thread, so that the copy is what the disk held at one moment, the open transaction's pages included.
            await store.WriteAsync(session =>
            {
                Insert(session, Marks + i, "not committed yet");
                foreach (var file in Directory.GetFiles(Folder, "omni.db*")) File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
            });
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        for (var i = 0; i < expected.Count; i++)
        {
            using var recovered = EmbeddedStore.Open(OptionsFor(Path.Combine(images, $"{i}")));
            var found = Numbers(recovered).ToHashSet();
            Assert.DoesNotContain(expected[i], number => !found.Contains(number));
            Assert.DoesNotContain(found, number => number < Marks && !found.Contains(-number));
            Assert.DoesNotContain(Marks + i, found);
        }
    }

    [Fact]
    public async Task A_reader_sees_every_write_that_was_acknowledged_before()
    {
        using var store = OpenStore();
        await Parallel.ForEachAsync(Enumerable.Range(1, 200), async (number, cancellation) =>
        {
            await store.WriteAsync(session => Insert(session, number), cancellation);
            Assert.True(store.Read(session => session.Prepare("SELECT 1 FROM numbers WHERE n = ?1").Bind(1, number).Step()));
        });
    }

    [Fact]
    public async Task A_read_is_one_snapshot()
    {
        using var store = OpenStore();
        await store.WriteAsync(session => Insert(session, 1));
        var counts = store.Read(session =>
        {
            var before = Count(session);
            store.Write(other => { Insert(other, 2); return true; });
            return (before, Count(session));
        });
        Assert.Equal((1, 1), counts);
        Assert.Equal([1, 2], Numbers(store));
    }

    [Fact]
    public void A_reading_connection_refuses_to_write()
    {
        using var store = OpenStore();
        Assert.Throws<StoreException>(() => store.Read(session => { Insert(session, 1); return true; }));
        Assert.Empty(Numbers(store));
    }

    private static long Count(StoreSession session)
    {
        var count = session.Prepare("SELECT count(*) FROM numbers");
        count.Step();
        var rows = count.Int64(0);
        count.Step();
        return rows;
    }
}
