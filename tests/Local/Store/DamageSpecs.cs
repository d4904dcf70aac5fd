using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Local.Store;

public sealed class DamageSpecs : StoreSpecs
{
    private const int Rows = 2_000;
    private const int PageBytes = 8192;
    private const int FrameBytes = 24 + PageBytes;

    private string StorePath => Path.Combine(Folder, "omni.db");

    private string LogPath => StorePath + "-wal";

    [Fact]
    public void A_damaged_page_costs_those_who_need_it_and_nobody_else()
    {
        Fill();
        Flip(StorePath, new FileInfo(StorePath).Length / 2);
        using var store = OpenStore();
        var (served, refused) = (0, 0);
        for (var number = 0; number < Rows; number++)
        {
            try
            {
                Assert.Equal(Note(number), store.Read(session => ReadNote(session, number)));
                served++;
            }
            catch (StoreException e)
            {
                Assert.True(e.IsDamage);
                Assert.Contains($"A part of the store {StorePath} is damaged", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 1, 40);
        Assert.Equal(Rows, served + refused);
    }

    [Fact]
    public async Task A_write_that_needs_a_damaged_page_is_refused_and_the_others_go_on()
    {
        Fill();
        Flip(StorePath, new FileInfo(StorePath).Length / 2);
        using var store = OpenStore();
        var writes = Enumerable.Range(0, Rows).Select(number => store.WriteAsync(session =>
            session.Prepare("UPDATE numbers SET note = 'changed' WHERE n = ?1").Bind(1, number).Run())).ToList();
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.InRange(writes.Count(write => write.IsFaulted), 1, 40);
        Assert.All(writes.Where(write => write.IsFaulted), write => Assert.True(((StoreException)write.Exception!.InnerException!).IsDamage));
        Assert.True(store.IsWritable);
        await store.WriteAsync(session => Insert(session, Rows + 1));
    }

    [Theory]
    [InlineData(0, "its beginning is not that of a store")]
    [InlineData(16, "its pages are said to be of")]
    [InlineData(20, "its pages carry no checksums")]
    [InlineData(PageBytes - 3, "does not match its checksum")]
    [InlineData(60, "does not match its checksum")]
    public void A_store_with_a_damaged_beginning_is_refused_and_left_as_it_was(int place, string fault)
    {
        Fill();
        Flip(StorePath, place);
        IsRefusedUntouched(fault);
    }

    [Fact]
    public void A_store_that_lost_its_end_is_refused_and_left_as_it_was()
    {
        Fill();
        using (var file = File.OpenWrite(StorePath)) file.SetLength(file.Length - PageBytes);
        IsRefusedUntouched("is damaged");
    }

    [Fact]
    public void After_an_unclean_stop_a_damaged_page_is_found_at_the_start()
    {
        Fill();
        KillAfter(store => store.Write(session => { Insert(session, Rows + 1); return true; }));
        Flip(StorePath, new FileInfo(StorePath).Length / 2);
        Refused("is damaged");
    }

    [Fact]
    public void A_log_that_is_damaged_where_it_was_flushed_is_refused_and_left_as_it_was()
    {
        Fill();
        KillAfter(store => { for (var i = 1; i < 20; i++) store.Write(session => { Insert(session, Rows + i); return true; }); });
        Flip(LogPath, 32 + FrameBytes + 500);
        IsRefusedUntouched("its log has a fault before its end", LogPath);
    }

    [Fact]
    public void A_log_with_a_damaged_head_is_refused()
    {
        Fill();
        KillAfter(store => store.Write(session => { Insert(session, Rows + 1); return true; }));
        Flip(LogPath, 17);
        Refused("its log has a fault before its end");
    }

    [Fact]
    public void A_commit_that_a_power_cut_tore_is_no_damage()
    {
        Fill();
        KillAfter(store => { for (var i = 1; i < 20; i++) store.Write(session => { Insert(session, Rows + i); return true; }); });
        using (var log = File.OpenWrite(LogPath)) log.SetLength(log.Length - 1_000);
        using var store = OpenStore();
        Assert.InRange(Numbers(store).Length, Rows + 15, Rows + 18);
    }

    [Fact]
    public void A_store_of_a_later_form_is_refused_and_left_as_it_was()
    {
        using (var store = OpenStore()) store.Write(session => { session.Execute("PRAGMA user_version = 2"); return true; });
        IsRefusedUntouched("was written by a newer version");
    }

    [Fact]
    public void A_check_finds_what_a_start_after_a_clean_stop_does_not_look_for()
    {
        Fill();
        StoreCheck.Run(Folder);
        Flip(StorePath, new FileInfo(StorePath).Length / 2);
        Assert.Contains("is damaged", Assert.Throws<StoreException>(() => StoreCheck.Run(Folder)).Message, StringComparison.Ordinal);
    }

    private static string Note(int number) => new((char)('a' + (number % 26)), 700);

    private static string ReadNote(StoreSession session, int number)
    {
        var row = session.Prepare("SELECT note FROM numbers WHERE n = ?1").Bind(1, number);
        return row.Step() ? row.Text(0) : "nothing";
    }

    private void Fill()
    {
        using var store = OpenStore();
        store.Write(session => { for (var i = 0; i < Rows; i++) Insert(session, i, Note(i)); return true; });
    }

    /// <summary>Leaves the files as they are while the store is open, which is how a kill leaves them.</summary>
    private void KillAfter(Action<EmbeddedStore> work)
    {
        var image = Folder + "-image";
        Directory.CreateDirectory(image);
        using (var store = OpenStore())
        {
            work(store);
            foreach (var file in Directory.GetFiles(Folder, "omni.db*")) File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
        }

        Directory.Delete(Folder, recursive: true);
        Directory.Move(image, Folder);
    }

    private void Refused(string fault) => Assert.Contains(fault, Assert.Throws<StoreException>(() => OpenStore().Dispose()).Message, StringComparison.Ordinal);

    private void IsRefusedUntouched(string fault, string? file = null)
    {
        var before = File.ReadAllBytes(file ?? StorePath);
        Refused(fault);
        Assert.Equal(before, File.ReadAllBytes(file ?? StorePath));
    }
}
