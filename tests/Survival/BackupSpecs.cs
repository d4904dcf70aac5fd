using OmniFunctions.Tests.Crash;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Survival;

/// <summary>An operator backs the running system up and brings it back elsewhere, by the program's own commands.</summary>
public sealed class BackupSpecs(ITestOutputHelper output) : IDisposable
{
    private const int Customers = 4;
    private const int MessagesBefore = 120;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder folder = new();

    private string Data => Path.Combine(folder.Path, "data");

    private string Backup => Path.Combine(folder.Path, "backup");

    private string Restored => Path.Combine(folder.Path, "restored");

    [Fact]
    public async Task A_backup_taken_under_load_comes_back_with_every_message_acknowledged_before_it()
    {
        await using var platform = await FakePlatform.StartAsync();
        var promised = new Ledger();
        await using (var server = await ServerProcess.StartAsync(Data, platform.Settings))
        {
            var ledger = new Ledger();
            using var over = new CancellationTokenSource();
            var customers = Enumerable.Range(1, Customers).Select(number => new Customer(server.Address, number, ledger)).ToList();
            var load = customers.Select(customer => customer.WriteAsync(TimeSpan.Zero, over.Token)).ToArray();
            Assert.True(await Patiently.WaitAsync(() => Task.FromResult(ledger.Count >= MessagesBefore), Patience));
            foreach (var (sender, number) in ledger.Messages) promised.AcknowledgeMessage(sender, number);
            var taken = await SystemProgram.RunAsync(Data, ["backup", Backup]);
            var during = ledger.Count - promised.Count;
            await over.CancelAsync();
            await Task.WhenAll(load);
            customers.ForEach(customer => customer.Dispose());
            Assert.True(taken.ExitCode == 0, taken.Errors);
            Assert.StartsWith($"Backed up {Data} as of ", taken.Output, StringComparison.Ordinal);
            Assert.True(during > 0, "Nothing was written while the backup was taken.");
            output.WriteLine($"{promised.Count} messages acknowledged before, {during} while it was taken. {taken.Output}");
        }

        var restored = await SystemProgram.RunAsync(Data, ["restore", Backup, "--to", Restored]);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        output.WriteLine(restored.Output);
        Assert.Single(restored.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await using (var again = await ServerProcess.StartAsync(Restored, platform.Settings))
        {
            var verdict = await new Audit(promised, []).RunAsync(again.Address, Patience);
            Assert.True(verdict.IsClean, $"{verdict}\n{string.Join('\n', verdict.Findings)}");
        }

        var check = await SystemProgram.RunAsync(Restored, ["check"]);
        Assert.Equal((0, $"The store in {Restored} is sound.\n"), (check.ExitCode, check.Output));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("bakup", "somewhere")]
    public async Task A_command_that_is_not_understood_is_told_how_to_be(params string[] arguments)
    {
        var outcome = await SystemProgram.RunAsync(Data, arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("Usage: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("backup <new folder>", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_nothing_and_a_restore_of_nothing_are_refused_in_one_sentence()
    {
        var backup = await SystemProgram.RunAsync(Data, ["backup", Backup]);
        Assert.Equal((1, $"There is no store in {Data}. Name the data folder with OMNI_DATA.\n"), (backup.ExitCode, backup.Errors));
        var restore = await SystemProgram.RunAsync(Data, ["restore", Backup]);
        Assert.Equal((1, $"There is no backup at {Backup}. Name the folder that 'backup' has made.\n"), (restore.ExitCode, restore.Errors));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_disk_without_room_for_the_backup_keeps_nothing_of_it()
    {
        using var disk = BindMount.TryMemory(24, Path.Combine(folder.Path, "small"));
        if (disk is null) return;
        await using (await ServerProcess.StartAsync(Data))
        {
            File.WriteAllBytes(Path.Combine(disk.Path, "ballast"), new byte[24 << 20 >> 1]);
            using (var rest = File.OpenWrite(Path.Combine(disk.Path, "rest"))) Assert.ThrowsAny<IOException>(() => rest.Write(new byte[24 << 20]));
            var outcome = await SystemProgram.RunAsync(Data, ["backup", Path.Combine(disk.Path, "backup")]);
            Assert.Equal((1, $"There is not enough room for the backup at {Path.Combine(disk.Path, "backup")}. Free some, or name a folder on another disk.\n"), (outcome.ExitCode, outcome.Errors));
            Assert.Equal(["ballast", "rest"], Directory.GetFileSystemEntries(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    public void Dispose() => folder.Dispose();
}
