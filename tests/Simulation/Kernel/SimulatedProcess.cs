using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>
/// One life of the process: a store of its own name on the data folder, a clock, and whatever the workload has built on them. When it
/// dies all of it is dropped where it stands; its tasks never go on, because nothing wakes them any more.
/// </summary>
internal sealed class SimulatedProcess
{
    public SimulatedProcess(int number, string folder, World world, Action beforeCommit)
    {
        Number = number;

        // A name for each life: what a dead one left behind finds no store under its own.
        Name = $"sim-{Guid.NewGuid():N}";
        Clock = new ProcessClock(world);
        Store = EmbeddedStore.Open(new StoreOptions(folder) { Name = Name, Time = Clock, CommitsByHand = true, BeforeCommit = beforeCommit });
    }

    public int Number { get; }

    public string Name { get; }

    public ProcessClock Clock { get; }

    public EmbeddedStore Store { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Done when the workload's engines stand.</summary>
    public Task Booted { get; set; } = Task.CompletedTask;

    public bool IsUp => IsAlive && Booted.IsCompletedSuccessfully;

    public string BusConnection => $"Endpoint=sb://{Name}/;SharedAccessKeyName=demo;SharedAccessKey=ZGVtbw==;UseDevelopmentEmulator=true";

    public string TablesConnection => $"AccountName=demo;AccountKey=ZGVtbw==;TableEndpoint=local://{Name}/";

    /// <summary>Rows of a table, or of part of one.</summary>
    public long Count(string rows) => Store.Read(session =>
    {
        var row = session.Prepare($"SELECT count(*) FROM {rows}");
        row.Step();
        return row.Int64(0);
    });

    public void Die()
    {
        IsAlive = false;
        Clock.Die();
        Store.Abandon();
    }
}
