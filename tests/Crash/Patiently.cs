using System.Diagnostics;

namespace OmniFunctions.Tests.Crash;

/// <summary>Waits for what happens on its own.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>Whether it came to that within the patience.</returns>
    public static async Task<bool> WaitAsync(Func<Task<bool>> condition, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > patience) return false;
            await Task.Delay(Pause);
        }

        return true;
    }
}
