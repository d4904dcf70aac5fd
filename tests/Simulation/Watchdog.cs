namespace OmniFunctions.Tests.Simulation;

/// <summary>
/// Ends the program, naming the seed, when a run takes far longer than any should: one that spins never comes back to say so itself.
/// It has a thread of its own, since the pool's only one is what may be stuck.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ManualResetEventSlim next = new();
    private ulong present;
    private volatile bool over;

    public Watchdog() => new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();

    public void Begins(ulong seed)
    {
        Volatile.Write(ref present, seed);
        next.Set();
    }

    public void Dispose()
    {
        over = true;
        next.Set();
    }

    private void Watch()
    {
        while (!over)
        {
            if (!next.Wait(Patience))
            {
                Console.WriteLine($"seed {Volatile.Read(ref present)} failed: it never came to an end.");
                Console.WriteLine($"Replay it alone: {SeedResult.Replay(Volatile.Read(ref present), losesRows: false)}");
                Environment.Exit(1);
            }

            next.Reset();
        }
    }
}
