using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// What an operator asks of the program instead of running it: <c>backup</c>, <c>restore</c> and <c>check</c>. The app is not even put together.
/// The outcome is one sentence; the exit code is 0 when it is done, 1 when it was refused or failed, 2 when it was not understood.
/// </summary>
internal sealed class OperatorCommand
{
    private const string Usage = """
        Usage: (nothing)                              runs the system
               backup <new folder>                    copies the data, also of a running system
               restore <backup> [--to <empty folder>] makes a data folder of a backup
               check                                  reads the data from end to end, also of a running system
               lab <policy> <script>                  plays a story through a policy on a virtual clock (an app's own command)
               day [--policy <file>] ...              plays a whole day of customers and agents (an app's own command)
        The data folder is named by OMNI_DATA.
        """;

    private const int ProgressStepPercent = 10;
    private readonly string[] args;
    private readonly string dataFolder;
    private readonly TextWriter output;
    private readonly TextWriter error;

    private OperatorCommand(string[] args, string dataFolder, TextWriter output, TextWriter error)
    {
        this.args = args;
        this.dataFolder = dataFolder;
        this.output = output;
        this.error = error;
    }

    /// <summary>The command that the arguments give, or null when they ask to run the system. A first word that is no setting is meant for one.</summary>
    public static OperatorCommand? From(string[] args, string dataFolder, TextWriter output, TextWriter error) =>
        args is [{ Length: > 0 } verb, ..] && char.IsAsciiLetter(verb[0]) && !verb.Contains('=', StringComparison.Ordinal)
            ? new OperatorCommand(args, dataFolder, output, error)
            : null;

    public int Run()
    {
        using var interrupted = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            return Run(interrupted.Token);
        }
        catch (StoreException e)
        {
            error.WriteLine(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Interrupted; nothing is left of it.");
            return 1;
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.Cancel();
        }
    }

    private int Run(CancellationToken cancellation)
    {
        switch (args)
        {
            case ["backup", { Length: > 0 } target]:
                Backup(target, cancellation);
                return 0;
            case ["restore", { Length: > 0 } backup]:
                Restore(backup, dataFolder, cancellation);
                return 0;
            case ["restore", { Length: > 0 } backup, "--to", { Length: > 0 } folder]:
                Restore(backup, folder, cancellation);
                return 0;
            case ["check"]:
                StoreCheck.Run(dataFolder);
                output.WriteLine($"The store in {dataFolder} is sound.");
                return 0;
            default:
                error.WriteLine(Usage);
                return 2;
        }
    }

    private void Backup(string target, CancellationToken cancellation)
    {
        var backup = new StoreBackup(dataFolder, target, ProductVersion, TimeProvider.System);
        backup.Progress += ShowProgress("copied");
        var manifest = backup.Take(cancellation);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Backed up {dataFolder} as of {manifest.TakenAt:u} to {Path.GetFullPath(target)}: {manifest.TotalRows} rows, checked."));
    }

    private void Restore(string backup, string folder, CancellationToken cancellation)
    {
        var restore = new StoreRestore(backup, folder, ProductVersion);
        restore.Progress += ShowProgress("restored");
        var manifest = restore.Run(cancellation);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Restored the backup of {manifest.TakenAt:u} to {Path.GetFullPath(folder)}: {manifest.TotalRows} rows, checked. Start with OMNI_DATA={Path.GetFullPath(folder)}."));
    }

    /// <summary>A line for each step, so that it reads well on a terminal and in a log.</summary>
    private Action<double> ShowProgress(string verb)
    {
        var shown = 0;
        return done =>
        {
            var percent = (int)(done * 100) / ProgressStepPercent * ProgressStepPercent;
            if (percent <= shown) return;
            shown = percent;
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verb} {percent} %"));
        };
    }

    private static string ProductVersion =>
        (Assembly.GetEntryAssembly() ?? typeof(OperatorCommand).Assembly).GetName().Version!.ToString(3);
}
