namespace OmniFunctions.Local.Functions;

/// <summary>
/// Ends a program that may not start with its sentence on standard error and exit code 1, where the runtime would print a stack and dump core.
/// </summary>
internal static class RefusalReport
{
    private static int installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref installed, 1) != 0) return;
        AppDomain.CurrentDomain.UnhandledException += static (_, arguments) =>
        {
            if (arguments.ExceptionObject is not StartupRefusedException refusal) return;
            Console.Error.WriteLine(refusal.Message);
            Environment.Exit(1);
        };
    }
}
