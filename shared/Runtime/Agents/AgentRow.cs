using System.Collections.Immutable;
using System.Globalization;
using Azure.Data.Tables;

namespace OmniFunctions.Runtime.Agents;

/// <summary>An agent as a table row. Lists are joined by commas and numbers follow a colon, which no id or role contains. Rows of earlier builds lack the later columns.</summary>
internal static class AgentRow
{
    public static TableEntity Write(Agent agent) => new(agent.Tenant.Value, agent.Id.Value)
    {
        ["Name"] = agent.Name,
        ["Roles"] = string.Join(',', agent.Roles),
        ["Capacity"] = agent.Capacity,
        ["Queues"] = string.Join(',', agent.Queues),
        ["PasswordHash"] = agent.PasswordHash,
        ["Skills"] = Pairs(agent.Skills.Select(skill => (skill.Key.Value, skill.Value))),
        ["ChannelLimits"] = Pairs(agent.ChannelLimits.Select(limit => (limit.Key, limit.Value))),
        ["Weight"] = agent.Weight,
        ["Team"] = agent.Team ?? "",
        ["IsDisabled"] = agent.IsDisabled,
        ["Mail"] = agent.Mail ?? "",
    };

    public static Agent Read(TableEntity row) => new(
        new TenantId(row.PartitionKey),
        new AgentId(row.RowKey),
        row.GetString("Name"),
        [.. List(row, "Roles").Select(Enum.Parse<AgentRole>)],
        row.GetInt32("Capacity") ?? 0,
        [.. List(row, "Queues").Select(queue => new QueueId(queue))],
        row.GetString("PasswordHash"),
        Numbers(row, "Skills").ToImmutableDictionary(pair => new SkillId(pair.Name), pair => pair.Number),
        Numbers(row, "ChannelLimits").ToImmutableDictionary(pair => pair.Name, pair => pair.Number),
        row.GetInt32("Weight") ?? 1,
        row.GetString("Team") is { Length: > 0 } team ? team : null,
        row.GetBoolean("IsDisabled") ?? false,
        row.GetString("Mail") is { Length: > 0 } mail ? mail : null);

    private static string Pairs(IEnumerable<(string Name, int Number)> pairs) =>
        string.Join(',', pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Name}:{pair.Number}")));

    private static IEnumerable<(string Name, int Number)> Numbers(TableEntity row, string name) => List(row, name)
        .Select(pair => pair.Split(':'))
        .Select(pair => (pair[0], int.Parse(pair[1], CultureInfo.InvariantCulture)));

    private static string[] List(TableEntity row, string name) =>
        (row.GetString(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
}
