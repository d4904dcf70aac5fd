using System.Collections.Concurrent;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Local.Store;

public sealed class BackupSpecs : StoreSpecs
{
    private const string Version = "1.2.3";

    private string Backup => Path.Combine(Folder, "..", "backup");

    private string Restored => Path.Combine(Folder, "..", "restored");

    [Fact]
    public async Task A_backup_taken_under_load_holds_every_row_acknowledged_before_it_and_no_half_one()
    {
        using var store = OpenStore();
        using var stop = new CancellationTokenSource();
        var acknowledged = new ConcurrentQueue<long>();
        var last = 0L;
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref last);
                await store.WriteAsync(session => { Insert(session, number, new string('x', 500)); Insert(session, -number, "its twin"); });
                acknowledged.Enqueue(number);
            }
        })).ToArray();

        for (var round = 0; round < 3; round++)
        {
            var wanted = acknowledged.Count + 300;
            Assert.True(SpinWait.SpinUntil(() => acknowledged.Count >= wanted, TimeSpan.FromSeconds(20)));
            long[] before = [.. acknowledged];
            var backup = Backup + round;
            var manifest = Take(backup);
            new StoreRestore(backup, Restored + round, Version).Run();
            using var restored = EmbeddedStore.Open(OptionsFor(Restored + round));
            var found = Numbers(restored).ToHashSet();
            Assert.DoesNotContain(before, number => !found.Contains(number));
            Assert.DoesNotContain(found, number => !found.Contains(-number));
            Assert.Equal(found.Count, manifest.Rows["numbers"]);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task A_backup_carries_what_else_lies_in_the_data_folder()
    {
        using var store = OpenStore();
        await store.WriteAsync(session => Insert(session, 1));
        Directory.CreateDirectory(Path.Combine(Folder, "keys"));
        File.WriteAllText(Path.Combine(Folder, "keys", "key-1.xml"), "<key/>");
        Take(Backup);
        new StoreRestore(Backup, Restored, Version).Run();
        Assert.Equal("<key/>", File.ReadAllText(Path.Combine(Restored, "keys", "key-1.xml")));
        Assert.Equal(["keys", "omni.db"], Directory.GetFileSystemEntries(Restored).Select(Path.GetFileName).Where(name => name != "in-use").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_backup_carries_attachments_however_many_and_none_that_is_half_written()
    {
        const int Many = 1_100;
        using var store = OpenStore();
        await store.WriteAsync(session => Insert(session, 1));
        var attachments = Directory.CreateDirectory(Path.Combine(Folder, "attachments", "demo", "ab")).FullName;
        for (var i = 0; i < Many; i++) File.WriteAllText(Path.Combine(attachments, $"file-{i}"), $"sealed {i}");
        File.WriteAllText(Path.Combine(attachments, "file-next.1234.tmp"), "sea");
        Take(Backup);
        new StoreRestore(Backup, Restored, Version).Run();
        var restored = Directory.GetFiles(Path.Combine(Restored, "attachments", "demo", "ab"));
        Assert.Equal(Many, restored.Length);
        Assert.All(restored, file => Assert.Equal($"sealed {Path.GetFileName(file)[5..]}", File.ReadAllText(file)));
    }

    [Fact]
    public async Task The_log_of_a_killed_process_is_in_the_backup()
    {
        using (var store = OpenStore())
        {
            await store.WriteAsync(session => Insert(session, 7));
            Directory.CreateDirectory(Restored);
            foreach (var file in Directory.GetFiles(Folder, "omni.db*")) File.Copy(file, Path.Combine(Restored, Path.GetFileName(file)));
        }

        new StoreBackup(Restored, Backup, Version, TimeProvider.System).Take();
        new StoreRestore(Backup, Restored + "2", Version).Run();
        using var again = EmbeddedStore.Open(OptionsFor(Restored + "2"));
        Assert.Equal([7], Numbers(again));
    }

    [Fact]
    public void A_backup_never_writes_over_anything()
    {
        OpenStore().Dispose();
        Take(Backup);
        Refused("exists already", () => Take(Backup));
        File.WriteAllText(Backup + "-file", "");
        Refused("exists already", () => Take(Backup + "-file"));
        Refused("lie in the data folder", () => Take(Path.Combine(Folder, "backup")));
        Directory.CreateDirectory(Backup + "2.partial");
        Refused("is left from a backup that was cut off", () => Take(Backup + "2"));
    }

    [Fact]
    public void Without_a_store_there_is_no_backup_and_none_is_made()
    {
        Refused("There is no store in", () => Take(Backup));
        Assert.False(Directory.Exists(Folder));
        Assert.False(Directory.Exists(Backup));
    }

    [Fact]
    public async Task A_damaged_store_is_not_backed_up_as_if_it_were_sound()
    {
        using (var store = OpenStore()) await store.WriteAsync(session => { for (var i = 0; i < 500; i++) Insert(session, i, new string('x', 1000)); });
        Flip(Path.Combine(Folder, "omni.db"), 100_000);
        Refused("is damaged", () => Take(Backup));
        Assert.Empty(Directory.GetDirectories(Path.Combine(Folder, ".."), "backup*"));
    }

    [Fact]
    public void An_interrupted_backup_leaves_nothing()
    {
        OpenStore().Dispose();
        Assert.Throws<OperationCanceledException>(() => new StoreBackup(Folder, Backup, Version, TimeProvider.System).Take(new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetDirectories(Path.Combine(Folder, ".."), "backup*"));
    }

    [Theory]
    [InlineData("omni.db")]
    [InlineData("manifest.json")]
    [InlineData("SHA256SUMS")]
    public void A_backup_that_lacks_a_file_is_refused(string file)
    {
        TakeOfSome();
        File.Delete(Path.Combine(Backup, file));
        RestoreIsRefused("missing");
    }

    [Theory]
    [InlineData("omni.db", 40_000)]
    [InlineData("manifest.json", 30)]
    [InlineData("SHA256SUMS", 3)]
    public void A_backup_in_which_a_bit_has_turned_is_refused(string file, int place)
    {
        TakeOfSome();
        Flip(Path.Combine(Backup, file), place);
        RestoreIsRefused("is damaged");
    }

    [Theory]
    [InlineData("omni.db", "is not what was backed up")]
    [InlineData("manifest.json", "cannot be read")]
    [InlineData("SHA256SUMS", "does not name all of its files")]
    public void A_backup_of_which_an_end_is_missing_is_refused(string file, string fault)
    {
        TakeOfSome();
        using (var cut = File.OpenWrite(Path.Combine(Backup, file))) cut.SetLength(file == "SHA256SUMS" ? 0 : cut.Length / 2);
        RestoreIsRefused(fault);
    }

    [Fact]
    public void A_backup_of_a_newer_version_is_refused()
    {
        OpenStore().Dispose();
        new StoreBackup(Folder, Backup, "1.10.0", TimeProvider.System).Take();
        RestoreIsRefused("was taken by version 1.10.0, and this is 1.2.3");
    }

    [Fact]
    public void What_is_no_backup_is_refused()
    {
        RestoreIsRefused("There is no backup at");
        Directory.CreateDirectory(Backup);
        RestoreIsRefused("is no backup");
    }

    [Fact]
    public void A_restore_never_writes_over_data()
    {
        TakeOfSome();
        Directory.CreateDirectory(Restored);
        File.WriteAllText(Path.Combine(Restored, "mine"), "mine");
        Refused("is not empty", () => new StoreRestore(Backup, Restored, Version).Run());
        Assert.Equal(["mine"], Directory.GetFileSystemEntries(Restored).Select(Path.GetFileName));
        using var store = OpenStore();
        Refused("is in use by another process", () => new StoreRestore(Backup, Folder, Version).Run());
    }

    [Fact]
    public void A_folder_that_a_restore_was_cut_off_in_does_not_become_a_new_store()
    {
        Directory.CreateDirectory(Path.Combine(Folder, ".restoring"));
        Refused("was cut off", () => OpenStore().Dispose());
        TakeOfSome(Restored + "-source");
        Refused("was cut off", () => new StoreRestore(Backup, Folder, Version).Run());
    }

    private void TakeOfSome(string? folder = null)
    {
        using var store = EmbeddedStore.Open(OptionsFor(folder ?? Folder));
        store.Define("numbers", "CREATE TABLE numbers (n INTEGER PRIMARY KEY, note TEXT)");
        store.Write(session => { for (var i = 0; i < 200; i++) Insert(session, i, new string('x', 400)); return true; });
        new StoreBackup(folder ?? Folder, Backup, Version, TimeProvider.System).Take();
    }

    private BackupManifest Take(string target) => new StoreBackup(Folder, target, Version, TimeProvider.System).Take();

    private void RestoreIsRefused(string fault)
    {
        Refused(fault, () => new StoreRestore(Backup, Restored, Version).Run());
        Assert.False(Directory.Exists(Restored));
    }

    private static void Refused(string fault, Action act) => Assert.Contains(fault, Assert.Throws<StoreException>(act).Message, StringComparison.Ordinal);
}
