using System.Runtime.ExceptionServices;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// Ends the process when there is no memory left. A step that could not be finished for want of it leaves what is in memory behind what is
/// on the disk: a message that is kept and in no queue, until a restart delivers it after later ones. What is on the disk is whole, so ending
/// at once is as safe as a power cut, and going on is not.
/// </summary>
internal static class MemoryEnd
{
    private static int installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref installed, 1) == 0) AppDomain.CurrentDomain.FirstChanceException += EndIfOutOfMemory;
    }

    private static void EndIfOutOfMemory(object? sender, FirstChanceExceptionEventArgs args)
    {
        if (args.Exception is OutOfMemoryException) Environment.FailFast("There is no memory left. Everything that was acknowledged is on the disk; start again, with more memory.");
    }
}
