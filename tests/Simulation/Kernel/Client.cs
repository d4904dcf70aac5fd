using Azure;
using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>
/// Somebody outside the process with errands to do in their order. One that was refused, or whose answer never came because the process
/// died, is tried again: so it may be done more than once, and the number of attempts says how often at most.
/// </summary>
internal sealed class Client(string name, RunContext run)
{
    private readonly Queue<Errand> errands = new();
    private bool busy;

    public string Name => name;

    public bool IsBusy => busy;

    /// <summary>The ways in which an engine says that it could not, and that trying again is right.</summary>
    public static bool IsRefusal(Exception e) => e is StoreException or RequestFailedException or ServiceBusException or TimeoutException;

    public bool IsDone => errands.Count == 0 && !busy;

    public Errand Must(string what, Func<SimulatedProcess, Task> act)
    {
        var errand = new Errand(what, act);
        errands.Enqueue(errand);
        return errand;
    }

    /// <returns>False if it has nothing to do, or waits for an answer.</returns>
    public bool Act(SimulatedProcess process)
    {
        if (busy || errands.Count == 0) return false;
        run.Start(name, () => TryAsync(process));
        return true;
    }

    public void Died() => busy = false;

    private async Task TryAsync(SimulatedProcess process)
    {
        busy = true;
        var errand = errands.Peek();
        errand.Attempts++;
        run.Trace.Add($"{name}: {errand.What}");
        try
        {
            await errand.Act(process);
            run.Trace.Add($"{name}: {errand.What} is done");
            errand.IsDone = true;
            errands.Dequeue();
        }
        catch (Exception e) when (IsRefusal(e))
        {
            run.Trace.Add($"{name}: {errand.What} is refused");
        }

        busy = false;
    }
}

internal sealed class Errand(string what, Func<SimulatedProcess, Task> act)
{
    public string What => what;

    public Func<SimulatedProcess, Task> Act => act;

    public int Attempts { get; set; }

    /// <summary>It was acknowledged.</summary>
    public bool IsDone { get; set; }
}
