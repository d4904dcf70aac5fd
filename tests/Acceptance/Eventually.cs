using System.Diagnostics;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>Waits for what happens on its own, no longer than patience lasts.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task HoldsAsync(Func<Task<bool>> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > Patience) Assert.Fail($"Not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(Pause);
        }
    }

    public static Task HoldsAsync(Func<bool> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), what);
}
