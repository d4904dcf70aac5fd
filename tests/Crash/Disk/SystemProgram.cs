using System.Diagnostics;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>The system's own program, run until it ends: an operator's command, or a start that is refused.</summary>
internal static class SystemProgram
{
    /// <param name="user">Another user to run as, by number; the caller must be privileged.</param>
    public static Task<Strace.Outcome> RunAsync(string dataFolder, string[] arguments, int? user = null)
    {
        string[] command = ["dotnet", ServerProcess.AssemblyPath, .. arguments];
        if (user is { } number) command = ["setpriv", $"--reuid={number}", $"--regid={number}", "--clear-groups", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(ServerProcess.AssemblyPath)!,
        };
        start.Environment["OMNI_DATA"] = dataFolder;
        start.Environment["OMNI_URL"] = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        start.Environment["HOME"] = Path.GetTempPath();
        return Strace.RunAsync(start);
    }
}
