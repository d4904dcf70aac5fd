using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>
/// The durable engine alone: random programs that must return what a model returns, listeners that must hear every word in order,
/// orchestrations that are suspended and terminated, and entities that must have counted everything once.
/// </summary>
internal sealed class DurableWorkload : IWorkload
{
    private const int MaxHistoryTurns = 400;
    private static readonly EntityInstanceId Door = new("journal", "door");
    private readonly RunContext run;
    private readonly Chance chance;
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly DurableTasksUnderTest tasks;
    private readonly TaskHubOptions options;
    private readonly ModelSteps model = new();
    private readonly List<Client> clients = [];
    private readonly Dictionary<string, string> expected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Errand>> words = new(StringComparer.Ordinal);
    private readonly List<Errand> notes = [];
    private readonly List<string> mortals = [];
    private TaskHub? hub;

    public DurableWorkload(RunContext run)
    {
        this.run = run;
        chance = run.Chance.Fork();
        tasks = new DurableTasksUnderTest(run, chance.Fork());
        options = new TaskHubOptions
        {
            ReplayAlways = chance.Happens(0.3),
            MaxConcurrentOrchestrators = chance.Between(1, 4),
            MaxConcurrentActivities = chance.Between(1, 8),
            MaxConcurrentEntities = chance.Between(1, 4),
            MaxOrchestrationBatchSize = chance.OneOf(1, 3, 100),
            MaxEntityOperationBatchSize = chance.OneOf(1, 3, 50),
            MaxResidentInstances = chance.OneOf(2, 8, 4_096),
        };
        for (var i = chance.Between(1, 8); i > 0; i--) AddProgram($"program-{i}");
        for (var i = chance.Between(1, 2); i > 0; i--) AddListener($"listener-{i}");
        for (var i = chance.Below(3); i > 0; i--) AddMortal($"mortal-{i}");
        AddNotes();
        AddPauses();
        run.Trace.Add($"durable {options}");
    }

    public async Task BootAsync(SimulatedProcess process)
    {
        hub = new TaskHub(process.Store, new RegistryFactory(tasks.Registry(process)), services, process.Clock, options: options);
        await hub.StartAsync();
    }

    public bool Act(SimulatedProcess process) => clients[chance.Below(clients.Count)].Act(process);

    public void Died() => clients.ForEach(client => client.Died());

    public void CalmDown() => tasks.IsCalm = true;

    public bool Finish(SimulatedProcess process) => clients.Find(client => client is { IsDone: false, IsBusy: false }) is { } waiting && waiting.Act(process);

    public bool IsAtRest(SimulatedProcess process) => clients.TrueForAll(client => client.IsDone)
        && process.Count("durable_instance WHERE status IN (0, 2, 6, 7)") == 0
        && process.Count("durable_message") == 0
        && process.Count("durable_scheduled_signal") == 0;

    public async Task CheckAsync(SimulatedProcess process)
    {
        foreach (var (id, output) in expected) Compare(id, output, await OutputAsync<string>(id));
        foreach (var (id, raised) in words) CheckHeard(id, raised, await OutputAsync<List<int>>(id));
        foreach (var id in mortals) run.Findings.Require(await hub!.Client.GetInstanceAsync(id) is { IsCompleted: true }, $"I5: {id} never ended.");
        Compare("the tally", model.Tally, await StateAsync<int>(OrchestratedSteps.Tally));
        for (var i = 0; i < RandomProgram.Accounts; i++) Compare($"account {i}", model.Balances[i], await StateAsync<int>(OrchestratedSteps.Account(i)));
        CheckHeard("the journal", notes, await StateAsync<List<int>>(Door));
        foreach (var table in new[] { "durable_timer", "durable_activity" })
            run.Findings.Require(process.Count(table) == 0, $"I12: {process.Count(table)} rows are left in {table}.");
        var longest = process.Store.Read(session =>
        {
            var row = session.Prepare("SELECT count(*) FROM durable_history GROUP BY instance ORDER BY 1 DESC LIMIT 1");
            return row.Step() ? row.Int64(0) : 0;
        });
        run.Findings.Require(longest <= MaxHistoryTurns, $"I12: a history has {longest} turns.");
    }

    public string Describe() => $"{string.Join(", ", clients.Where(client => !client.IsDone).Select(client => client.Name))} wait; "
        + string.Join(", ", expected.Keys.Concat(words.Keys).Concat(mortals).Select(id => $"{id} {hub?.Client.GetInstanceAsync(id).GetAwaiter().GetResult()?.RuntimeStatus}"));

    private void AddProgram(string id)
    {
        var script = new Script(id, chance.Next() >> 1, chance.Between(1, 6), chance.Between(1, 3), 1, Fails: false, "");
        expected.Add(id, model.Expect(script));
        Add(id).Must("start", _ => StartAsync(id, "Program", script));
    }

    private void AddListener(string id)
    {
        var wanted = chance.Between(3, 25);
        var client = Add(id);
        var input = new Listening(wanted, chance.Between(1, 5), chance.OneOf(0, 0, 30), chance.OneOf(0, 5, 60), []);
        client.Must("start", _ => StartAsync(id, "Listener", input));
        words[id] = [.. Enumerable.Range(1, wanted).Select(number => client.Must($"word {number}", _ => hub!.Client.RaiseEventAsync(id, "WORD", number)))];
    }

    private void AddMortal(string id)
    {
        mortals.Add(id);
        var client = Add(id);
        client.Must("start", _ => StartAsync(id, "Mortal", id));
        client.Must("read", _ => hub!.Client.GetInstanceAsync(id));
        client.Must("terminate", _ => hub!.Client.TerminateInstanceAsync(id, "enough"));
    }

    private void AddNotes()
    {
        var client = Add("note taker");
        for (var i = chance.Below(12); i > 0; i--)
        {
            var number = notes.Count + 1;
            notes.Add(client.Must($"note {number}", _ => hub!.Client.Entities.SignalEntityAsync(Door, "note", number)));
        }
    }

    private void AddPauses()
    {
        var client = Add("pauser");
        var ids = expected.Keys.Concat(words.Keys).ToArray();
        for (var i = chance.Below(4); i > 0; i--)
        {
            var id = ids[chance.Below(ids.Length)];
            client.Must($"suspend {id}", _ => hub!.Client.SuspendInstanceAsync(id));
            client.Must($"resume {id}", _ => hub!.Client.ResumeInstanceAsync(id));
        }
    }

    private Client Add(string name)
    {
        var client = new Client(name, run);
        clients.Add(client);
        return client;
    }

    /// <summary>Starts what is not there yet: an attempt whose answer was lost may have started it.</summary>
    private async Task StartAsync(string id, string name, object input)
    {
        if (await hub!.Client.GetInstanceAsync(id) is null) await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));
    }

    private async Task<T?> OutputAsync<T>(string id)
    {
        var found = await hub!.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        run.Findings.Require(found?.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"I1: {id} is {found?.RuntimeStatus}: {found?.FailureDetails}");
        return found is { RuntimeStatus: OrchestrationRuntimeStatus.Completed } ? found.ReadOutputAs<T>() : default;
    }

    private async Task<T?> StateAsync<T>(EntityInstanceId id) => await hub!.Client.Entities.GetEntityAsync<T>(id) is { } found ? found.State : default;

    private void Compare<T>(string what, T wanted, T? found) =>
        run.Findings.Require(EqualityComparer<T>.Default.Equals(wanted, found!), $"I2: {what} is {found} and should be {wanted}.");

    /// <summary>In the order in which they were told; each at least once, and not more often than it was told.</summary>
    private void CheckHeard(string who, List<Errand> told, List<int>? heard)
    {
        heard ??= [];
        run.Findings.Require(heard.SequenceEqual(heard.Order()), $"I3: {who} heard {string.Join(' ', heard)}.");
        for (var number = 1; number <= told.Count; number++)
        {
            var times = heard.Count(one => one == number);
            run.Findings.Require(times > 0, $"I1: {who} never heard {number}, which was told.");
            run.Findings.Require(times <= told[number - 1].Attempts, $"I2: {who} heard {number} {times} times; it was told {told[number - 1].Attempts} times.");
        }
    }
}
