using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;
using static OmniFunctions.Tests.Runtime.RuntimeUnderTest;

namespace OmniFunctions.Tests.Runtime;

/// <summary>Who is told what a conversation wants leads to know.</summary>
public sealed class NoticeSpecs : IAsyncLifetime
{
    private static readonly QueueId Service = new("service");
    private static readonly QueueId Sales = new("sales");

    private RuntimeUnderTest runtime = null!;
    private ConversationKey key;

    public async Task InitializeAsync()
    {
        runtime = await StartAsync();
        var policy = new ServicePolicy("leads", Service, null, [new QueuePolicy(Service, "Service"), new QueuePolicy(Sales, "Sales")], Teams:
        [
            new Team("china", "China", Leads: [new("boss")]),
            new Team("shanghai", "Shanghai", "china", [new("lin")]),
            new Team("beijing", "Beijing", "china"),
            new Team("sellers", "Sellers", Leads: [new("sun")]),
            new Team("lonely", "Lonely"),
        ]);
        Assert.Empty(await runtime.Get<PolicyStore>().ActivateAsync(Tenant, policy));
        foreach (var (id, team, queue) in new[] { ("ana", "shanghai", Service), ("bo", "beijing", Service), ("cy", "sellers", Sales), ("di", "lonely", Sales) }) await HireAsync(id, team, queue);
        foreach (var lead in new[] { "boss", "lin", "sun" }) await HireAsync(lead, null, Service, Sales);
        await runtime.Get<AgentStore>().SaveAsync(Person("chief", null, [Service], AgentRole.Agent, AgentRole.Supervisor), CancellationToken.None);
        key = await runtime.ReceiveAsync(1, "hello");
    }

    public async Task DisposeAsync() => await runtime.DisposeAsync();

    [Theory]
    [InlineData("ana", "lin")]
    [InlineData("bo", "boss")]
    [InlineData("cy", "sun")]
    [InlineData("di", "chief")]
    public async Task The_lead_of_the_agents_own_group_is_told_or_of_the_nearest_above_or_the_supervisors(string holder, string told) =>
        Assert.Equal([told], await ToldAsync(Service, new AgentId(holder)));

    [Fact]
    public async Task While_nobody_has_it_the_leads_of_those_who_answer_its_queue_are_told() => Assert.Equal(["boss", "lin"], await ToldAsync(Service));

    private async Task<IEnumerable<string>> ToldAsync(QueueId queue, params AgentId[] named)
    {
        await runtime.Get<Notices>().TellAsync(key, "op-1", new Effect.Notify(NoticeTo.Leads, NoticeKind.AgentSlow, queue, named));
        return runtime.Push.Notices.Select(told => told.Agent.Value).Order(StringComparer.Ordinal);
    }

    private Task HireAsync(string id, string? team, params QueueId[] queues) => runtime.Get<AgentStore>().SaveAsync(Person(id, team, queues, AgentRole.Agent), CancellationToken.None);

    private static Agent Person(string id, string? team, QueueId[] queues, params AgentRole[] roles) => new(Tenant, new AgentId(id), id, roles, 3, [.. queues], "") { Team = team };
}
