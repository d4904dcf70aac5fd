using Azure.Data.Tables;

namespace OmniFunctions.Runtime.Agents;

/// <summary>An agent as a table row. Lists are joined by commas, which no id or role contains.</summary>
internal static class AgentRow
{
    public static TableEntity Write(Agent agent) => new(agent.Tenant.Value, agent.Id.Value)
    {
        ["Name"] = agent.Name,
        ["Roles"] = string.Join(',', agent.Roles),
        ["Capacity"] = agent.Capacity,
        ["Queues"] = string.Join(',', agent.Queues),
        ["PasswordHash"] = agent.PasswordHash,
    };

    public static Agent Read(TableEntity row) => new(
        new TenantId(row.PartitionKey),
        new AgentId(row.RowKey),
        row.GetString("Name"),
        [.. List(row, "Roles").Select(Enum.Parse<AgentRole>)],
        row.GetInt32("Capacity") ?? 0,
        [.. List(row, "Queues").Select(queue => new QueueId(queue))],
        row.GetString("PasswordHash"));

    private static string[] List(TableEntity row, string name) =>
        row.GetString(name).Split(',', StringSplitOptions.RemoveEmptyEntries);
}
