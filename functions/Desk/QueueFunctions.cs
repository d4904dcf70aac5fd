using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Desk;

/// <summary>How things stand in the waiting lines.</summary>
public sealed class QueueFunctions(PolicyStore policies, TimeProvider time)
{
    [Function("Queues"), Requires(Permission.Agent)]
    [Describes("Who waits, who is there and how long it takes: every queue for supervisors, one's own for others.", typeof(QueueList))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/queues")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var policy = await policies.CompiledAsync(agent.Tenant, cancellationToken);
        var group = await PresenceBoard.ReadAsync(durable, agent.Tenant, cancellationToken);
        var now = time.GetUtcNow();
        return Results.Json(
            new QueueList([.. policy.Document.Queues
                .Where(queue => agent.Is(AgentRole.Supervisor) || agent.Queues.Contains(queue.Id))
                .Select(queue => QueueView.Of(queue, policy, group, now))]),
            DeskJson.Instance.QueueList);
    }
}

public sealed record QueueList(IReadOnlyList<QueueView> Queues);

/// <param name="Open">Null when the queue keeps no hours.</param>
/// <param name="LongestWaitSince">Where the first in the line stands; null when nobody waits.</param>
/// <param name="EstimateSeconds">For whoever came now; null where too little is known.</param>
public sealed record QueueView(
    Named Queue,
    bool? Open,
    int Length,
    int Staffed,
    int Free,
    DateTimeOffset? LongestWaitSince,
    int? EstimateSeconds,
    NobodyFree? WhyNobody,
    IReadOnlyList<DispositionView> Dispositions,
    IReadOnlyList<Named> Topics)
{
    public static QueueView Of(QueuePolicy queue, CompiledPolicy policy, RoutingGroup group, DateTimeOffset now)
    {
        var outlook = Outlooks.Of(group, queue.Id, now);
        return new(
            new Named(queue.Id.Value, queue.Name),
            policy.CalendarOf(queue.Id) is null ? null : policy.IsOpen(queue.Id, now),
            outlook.Length,
            outlook.Staffed,
            outlook.Free,
            group.Waiting.FirstOrDefault(work => work.Queue == queue.Id)?.Since,
            outlook.EstimateSeconds,
            outlook.WhyNobody,
            [.. queue.WrapUp.Dispositions.Select(disposition => new DispositionView(disposition.Id, disposition.Name, disposition.Parent))],
            [.. policy.Document.Routes.Select(route => route.Topic).OfType<string>().Distinct().Select(topic => new Named(topic, topic))]);
    }
}

public sealed record DispositionView(string Id, string Name, string? Parent);
