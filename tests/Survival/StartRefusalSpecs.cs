using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Survival;

/// <summary>The system itself is started on a data folder it must not use: it ends with one sentence and leaves the folder as it was.</summary>
public sealed class StartRefusalSpecs : IDisposable
{
    private const int Nobody = 65534;
    private readonly TemporaryFolder folder = new();

    private string Data => Path.Combine(folder.Path, "data");

    private string StorePath => Path.Combine(Data, "omni.db");

    [Fact]
    public Task A_folder_of_a_later_form_is_refused()
    {
        WithStore(store => store.Write(session => { session.Execute("PRAGMA user_version = 99"); return true; }));
        return IsRefusedAsync("was written by a newer version (form 99, this one knows 1). Start that version, or name another folder with OMNI_DATA.");
    }

    [Theory]
    [InlineData("tables")]
    [InlineData("service-bus")]
    [InlineData("timers")]
    public Task A_folder_in_which_a_part_is_of_a_later_version_is_refused(string component)
    {
        WithStore(store => store.Define(component, [.. Enumerable.Range(0, 90).Select(i => $"CREATE TABLE later_{i} (x)")]));
        return IsRefusedAsync($"was written by a newer version ({component} 90, this one knows", leavesAsItWas: false);
    }

    [Fact]
    public Task A_file_that_is_no_store_is_refused()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(StorePath, new string('x', 20_000));
        return IsRefusedAsync("is damaged (its beginning is not that of a store). Restore the last backup into an empty folder");
    }

    [Fact]
    public Task A_store_with_a_damaged_first_page_is_refused()
    {
        WithStore(_ => { });
        Flip(StorePath, 200);
        return IsRefusedAsync("is damaged");
    }

    [Fact]
    public Task A_store_that_lost_its_end_is_refused()
    {
        WithStore(_ => { });
        using (var file = File.OpenWrite(StorePath)) file.SetLength(file.Length - 8192);
        return IsRefusedAsync("is damaged");
    }

    [Fact]
    public Task A_damaged_page_is_found_after_an_unclean_stop()
    {
        LeaveAsKilled();
        Flip(StorePath, new FileInfo(StorePath).Length / 2);
        return IsRefusedAsync("is damaged", leavesAsItWas: false);
    }

    [Fact]
    public Task A_damaged_log_is_refused()
    {
        LeaveAsKilled();
        Flip(StorePath + "-wal", 32 + 24 + 100);
        return IsRefusedAsync("is damaged (its log has a fault before its end)");
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_refused()
    {
        File.WriteAllText(Data, "");
        await IsRefusedAsync("cannot be written", leavesAsItWas: false);
    }

    [Fact]
    public async Task A_folder_without_rights_is_refused()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return;
        Directory.CreateDirectory(Data);
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await IsRefusedAsync("cannot be written by this user. Give it the right, or name another folder with OMNI_DATA.", user: Nobody);
    }

    [Fact]
    public async Task A_disk_that_can_only_be_read_is_refused()
    {
        WithStore(_ => { });
        using var mount = BindMount.Try(Data, Path.Combine(folder.Path, "mount"));
        if (mount is null || !mount.TryMakeReadOnly()) return;
        await IsRefusedAsync("cannot be written: Read-only file system", at: mount.Path);
    }

    [Fact]
    public async Task A_full_disk_is_refused()
    {
        using var disk = BindMount.TryMemory(24, Path.Combine(folder.Path, "small"));
        if (disk is null) return;
        File.WriteAllBytes(Path.Combine(disk.Path, "ballast"), new byte[23 << 20]);
        var data = Directory.CreateDirectory(Path.Combine(disk.Path, "data")).FullName;
        await IsRefusedAsync($"The disk that holds the data folder {data} is full. Free at least 16 MiB, or name a folder on another disk with OMNI_DATA.", at: data);
        Assert.DoesNotContain(Directory.GetFiles(data), file => Path.GetFileName(file) != "in-use");
    }

    private void WithStore(Action<EmbeddedStore> work)
    {
        using var store = EmbeddedStore.Open(new StoreOptions(Data) { Name = Guid.NewGuid().ToString("N") });
        store.Define("some", "CREATE TABLE some (n INTEGER PRIMARY KEY, note TEXT)");
        store.Write(session =>
        {
            for (var i = 0; i < 500; i++) session.Prepare("INSERT INTO some VALUES (?1, ?2)").Bind(1, i).Bind(2, new string('x', 500)).Run();
            return true;
        });
        work(store);
    }

    private void LeaveAsKilled()
    {
        WithStore(_ => { });
        var image = Directory.CreateDirectory(Data + "-image").FullName;
        using (var store = EmbeddedStore.Open(new StoreOptions(Data) { Name = Guid.NewGuid().ToString("N") }))
        {
            for (var i = 0; i < 10; i++) store.Write(session => { session.Prepare("DELETE FROM some WHERE n = ?1").Bind(1, i).Run(); return true; });
            foreach (var file in Directory.GetFiles(Data, "omni.db*")) File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
        }

        Directory.Delete(Data, recursive: true);
        Directory.Move(image, Data);
    }

    private async Task IsRefusedAsync(string sentence, bool leavesAsItWas = true, string? at = null, int? user = null)
    {
        var before = leavesAsItWas ? Contents(at ?? Data) : [];
        var outcome = await SystemProgram.RunAsync(at ?? Data, [], user);
        Assert.True(outcome.ExitCode == 1, $"It ended with {outcome.ExitCode} and printed {outcome.Output}{outcome.Errors}");
        Assert.Contains(sentence, outcome.Errors, StringComparison.Ordinal);
        Assert.Single(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (leavesAsItWas) Assert.Equal(before, Contents(at ?? Data));
    }

    private static Dictionary<string, string> Contents(string path) => Directory.GetFiles(path).Where(file => Path.GetFileName(file) is "omni.db" or "omni.db-wal")
        .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    private static void Flip(string file, long place)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = place;
        var value = stream.ReadByte();
        stream.Position = place;
        stream.WriteByte((byte)(value ^ 1));
    }

    public void Dispose() => folder.Dispose();
}
