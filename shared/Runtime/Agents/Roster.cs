namespace OmniFunctions.Runtime.Agents;

/// <summary>The agents of one tenant as they were read at one moment.</summary>
public sealed class Roster
{
    private readonly Dictionary<AgentId, Agent> byId;

    public Roster(IEnumerable<Agent> agents, DateTimeOffset readAt)
    {
        Agents = [.. agents.OrderBy(agent => agent.Id.Value, StringComparer.Ordinal)];
        byId = Agents.ToDictionary(agent => agent.Id);
        ReadAt = readAt;
    }

    public IReadOnlyList<Agent> Agents { get; }

    public DateTimeOffset ReadAt { get; }

    public Agent? Find(AgentId id) => byId.GetValueOrDefault(id);

    /// <summary>The name to show. Someone who has left is shown by id.</summary>
    public string NameOf(AgentId id) => Find(id)?.Name ?? id.Value;

    public IEnumerable<Agent> Of(QueueId queue) => Agents.Where(agent => agent.Queues.Contains(queue));
}
