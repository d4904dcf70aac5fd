using OmniFunctions.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Product;

/// <summary>
/// The product's own path: customers knock until they are answered, agents accept, answer and close, a platform takes the answers. What the
/// outside knows in the end must be what the logs say.
/// </summary>
internal sealed class ProductWorkload : IWorkload
{
    private const int Agents = 2;
    private static readonly ServicePolicy Policy = DemoPolicy.Document with
    {
        Version = "simulation-1",
        Queues = [DemoPolicy.Document.Queues[0] with { OfferSeconds = 30, FirstResponseSeconds = 60, ReopenSeconds = 120 }],
    };

    private readonly RunContext run;
    private readonly Chance chance;
    private readonly ReplyBook replies;
    private readonly List<Client> clients = [];
    private readonly List<Customer> customers = [];
    private readonly List<AgentPlayer> agents = [];
    private Task<bool>? looking;
    private TimeSpan agentsLooked;
    private Life? life;
    private string seen = "";
    private bool calm;

    public ProductWorkload(RunContext run)
    {
        this.run = run;
        chance = run.Chance.Fork();
        replies = new ReplyBook(run);
        for (var i = chance.Between(1, 3); i > 0; i--)
        {
            var customer = new Customer(1_000 + i, run);
            var client = new Client($"customer {i}", run);
            customer.Says(client, chance.Between(1, 8), () => life!, chance);
            customers.Add(customer);
            clients.Add(client);
        }

        for (var i = 1; i <= Agents; i++) agents.Add(new AgentPlayer(new AgentId($"agent-{i}"), run, chance.Fork(), replies));
        run.Trace.Add($"product, {customers.Count} customers");
    }

    public Task BootAsync(SimulatedProcess process)
    {
        looking = null;
        life = new Life(run, chance.Fork(), process, alive => new Platform(run, chance.Fork(), replies, () => calm, alive.Clock), () => calm);
        return life.StartAsync(Policy);
    }

    public bool Act(SimulatedProcess process) => chance.Happens(0.4)
        ? clients[chance.Below(clients.Count)].Act(process)
        : agents[chance.Below(Agents)].Act(life!, customers);

    public void Died()
    {
        clients.ForEach(client => client.Died());
        agents.ForEach(agent => agent.Died());
    }

    public void CalmDown()
    {
        calm = true;
        agents.ForEach(agent => agent.CalmDown());
    }

    public bool Finish(SimulatedProcess process)
    {
        if (clients.Find(client => client is { IsDone: false, IsBusy: false }) is { } waiting) return waiting.Act(process);

        // Agents look now and again, for as long as there may be something for them.
        if (run.World.Elapsed - agentsLooked < TimeSpan.FromSeconds(2)) return false;
        agentsLooked = run.World.Elapsed;
        foreach (var agent in agents) agent.Act(life!, customers);
        return true;
    }

    public bool IsAtRest(SimulatedProcess process)
    {
        // Looking takes reads only, but it is asynchronous all the same: the answer is there at the next step.
        if (!clients.TrueForAll(client => client.IsDone) || agents.Exists(agent => agent.IsBusy)) return false;
        if (looking is not { IsCompleted: true })
        {
            looking ??= HaveAllEndedAsync();
            return false;
        }

        var ended = looking.Result;
        looking = null;
        return ended
            && process.Count("durable_instance WHERE status IN (0, 2, 6, 7)") == 0
            && process.Count("durable_message") == 0
            && IsEmpty(process, BusKeys.Inbound)
            && IsEmpty(process, BusKeys.Outbound);
    }

    public async Task CheckAsync(SimulatedProcess process)
    {
        foreach (var customer in customers) await customer.CheckAsync(life!);
        await replies.CheckAsync(life!);
        var routing = await life!.Durable.Entities.GetEntityAsync<RoutingState>(RoutingEntity.Of(Life.Tenant));
        var held = routing?.State.Group.Agents.Values.Sum(seat => seat.Held.Count) ?? 0;
        run.Findings.Require(held == 0, $"I4: routing counts {held} conversations that have ended.");
        run.Findings.Require(routing?.State.Group.Waiting.IsEmpty ?? true, "I5: routing has work that waits and no conversation that does.");
    }

    public string Describe() =>
        $"{clients.Count(client => !client.IsDone)} customers and {agents.Count(agent => agent.IsBusy)} agents wait for an answer; conversations: {seen}";

    private async Task<bool> HaveAllEndedAsync()
    {
        var all = new List<StoredConversation>();
        foreach (var customer in customers) all.AddRange(await customer.ConversationsAsync(life!));
        seen = string.Join(", ", all.Select(conversation => $"{conversation.State.Phase} {conversation.Progress} due {conversation.NextDue}"));
        if (await life!.Durable.Entities.GetEntityAsync<RoutingState>(RoutingEntity.Of(Life.Tenant)) is { } routing)
            seen += $"; routing: {string.Join(", ", routing.State.Group.Waiting)} {string.Join(", ", routing.State.Group.Agents.Values.Select(seat => $"{seat} holds {string.Join(' ', seat.Held)}"))}";
        return all.Count >= customers.Count && all.TrueForAll(conversation => conversation.State.Phase is Phase.Ended);
    }

    private static bool IsEmpty(SimulatedProcess process, string queue) =>
        ServiceBusBroker.On(process.Store).Count(queue) is { Active: 0, Scheduled: 0, Deferred: 0, DeadLettered: 0 };
}
