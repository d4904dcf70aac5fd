using System.ComponentModel;
using System.Diagnostics;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Local.Store;

public sealed class OpeningSpecs : StoreSpecs
{
    [Fact]
    public void A_second_store_on_the_folder_is_refused_in_one_sentence()
    {
        using var store = OpenStore();
        var refusal = Assert.Throws<StoreException>(() => EmbeddedStore.Open(OptionsFor(Folder)));
        Assert.Equal($"The data folder {Folder} is in use by another process. Stop that one, or name another folder with OMNI_DATA.", refusal.Message);
        store.Dispose();
        EmbeddedStore.Open(OptionsFor(Folder)).Dispose();
    }

    [Fact]
    public void A_folder_that_another_process_holds_is_refused_until_that_one_ends()
    {
        Directory.CreateDirectory(Folder);
        using var holder = HoldFromAnotherProcess(Path.Combine(Folder, "in-use"));
        try
        {
            Assert.Equal("held", holder.StandardOutput.ReadLine());
            var refusal = Assert.Throws<StoreException>(() => EmbeddedStore.Open(OptionsFor(Folder)));
            Assert.Contains("is in use by another process", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            // As a crash ends it: nobody cleans up.
            holder.Kill(entireProcessTree: true);
            holder.WaitForExit();
        }

        OpenStore().Dispose();
    }

    [Fact]
    public void A_folder_written_by_a_newer_version_is_refused_and_left_alone()
    {
        using (var newer = OpenStore()) newer.Define("later", "CREATE TABLE a (x)", "CREATE TABLE b (x)");
        using var older = OpenStore();
        var refusal = Assert.Throws<StoreException>(() => older.Define("later", "CREATE TABLE a (x)"));
        Assert.Contains("was written by a newer version (later 2, this one knows 1)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_goes_on_from_the_version_it_has()
    {
        using (var store = OpenStore()) store.Define("growing", "CREATE TABLE g (x)");
        using var again = OpenStore();
        again.Define("growing", "CREATE TABLE g (x)", "ALTER TABLE g ADD COLUMN y");
        again.Define("growing", "CREATE TABLE g (x)", "ALTER TABLE g ADD COLUMN y");
        again.Write(session => { session.Prepare("INSERT INTO g VALUES (1, 2)").Run(); return true; });
    }

    [Fact]
    public void A_schema_that_fails_half_way_leaves_nothing_of_itself()
    {
        using var store = OpenStore();
        Assert.Throws<StoreException>(() => store.Define("broken", "CREATE TABLE ok (x); CREATE TABLE numbers (n)"));
        store.Define("broken", "CREATE TABLE ok (x)");
    }

    [Fact]
    public void A_store_is_found_by_its_name_while_it_is_open()
    {
        var store = OpenStore(options => options with { Name = "found" });
        Assert.Same(store, EmbeddedStore.Named("FOUND"));
        store.Dispose();
        Assert.Contains("No local platform named 'found'", Assert.Throws<StoreException>(() => EmbeddedStore.Named("found")).Message, StringComparison.Ordinal);
    }

    /// <summary>Takes the lock the operating system's way, as another instance of the program would; its own children do not inherit it.</summary>
    private static Process HoldFromAnotherProcess(string path)
    {
        try
        {
            var start = new ProcessStartInfo("flock", ["--close", path, "sh", "-c", "echo held; sleep 60"]) { RedirectStandardOutput = true };
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("'flock' of util-linux was not found; it plays the other process that holds the folder.", e);
        }
    }
}
