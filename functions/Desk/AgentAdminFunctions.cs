using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Desk;

/// <summary>What the directory says of an agent: how much they take, of what, and what they know. A change reaches their seat at once.</summary>
public sealed class AgentAdminFunctions(AgentStore agents, PolicyStore policies)
{
    [Function("AgentDetails"), Requires(Permission.Supervisor)]
    [Describes("An agent's queues, skills, capacity, limits, weight and team.", typeof(AgentDetails))]
    public async Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/agents/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await agents.FindAsync(request.Agent().Tenant, new AgentId(id), cancellationToken) is { } agent
            ? Results.Json(AgentDetails.Of(agent), DeskJson.Instance.AgentDetails)
            : Problems.NotFound();

    [Function("ChangeAgent"), Requires(Permission.Supervisor)]
    [Describes("Change an agent's queues, skills, capacity, limits, weight and team. What is left out stays as it is.", typeof(AgentDetails), Takes = typeof(AgentSettings))]
    public async Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/agents/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var tenant = request.Agent().Tenant;
        if (await agents.FindAsync(tenant, new AgentId(id), cancellationToken) is not { } agent) return Problems.NotFound();
        var (settings, refusal) = await Body.ReadAsync(request, DeskJson.Instance.AgentSettings, cancellationToken);
        if (refusal is not null) return refusal;
        if (settings!.Faults(await policies.ActiveAsync(tenant, cancellationToken)) is { Count: > 0 } faults) return Problems.Invalid(faults);

        var changed = settings.Over(agent);
        await agents.SaveAsync(changed, cancellationToken);
        await PresenceBoard.ReseatAsync(durable, changed, CancellationToken.None);
        return Results.Json(AgentDetails.Of(changed), DeskJson.Instance.AgentDetails);
    }
}

public sealed record AgentSkill(string Skill, int Level);

public sealed record AgentDetails(
    string Id,
    string Name,
    IReadOnlyList<AgentRole> Roles,
    int Capacity,
    IReadOnlyList<string> Queues,
    IReadOnlyList<AgentSkill> Skills,
    IReadOnlyDictionary<string, int> ChannelLimits,
    int Weight,
    string? Team)
{
    public static AgentDetails Of(Agent agent) => new(
        agent.Id.Value,
        agent.Name,
        agent.Roles,
        agent.Capacity,
        [.. agent.Queues.Select(queue => queue.Value)],
        [.. agent.Skills.OrderBy(skill => skill.Key.Value, StringComparer.Ordinal).Select(skill => new AgentSkill(skill.Key.Value, skill.Value))],
        agent.ChannelLimits,
        agent.Weight,
        agent.Team);
}

/// <param name="Team">The empty one takes it away.</param>
public sealed record AgentSettings(
    int? Capacity = null,
    IReadOnlyList<string>? Queues = null,
    IReadOnlyList<AgentSkill>? Skills = null,
    IReadOnlyDictionary<string, int>? ChannelLimits = null,
    int? Weight = null,
    string? Team = null)
{
    /// <summary>A hard stop: nobody serves more at once.</summary>
    public const int MaxCapacity = 200;

    public const int MaxSkills = 100;

    /// <summary>All that is wrong, by field.</summary>
    public Dictionary<string, IReadOnlyList<string>> Faults(ServicePolicy policy)
    {
        var faults = new Dictionary<string, IReadOnlyList<string>>();
        Check("capacity", Capacity is null or (>= 0 and <= MaxCapacity) ? [] : [$"0 to {MaxCapacity}."]);
        Check("weight", Weight is null or (>= 1 and <= AgentPlace.MaxWeight) ? [] : [$"1 to {AgentPlace.MaxWeight}."]);
        Check("queues", [.. Unknown(Queues, policy.Queues.Select(queue => queue.Id.Value), "queue")]);
        Check("skills", [.. SkillFaults(policy)]);
        Check("channelLimits", [.. (ChannelLimits ?? ImmutableDictionary<string, int>.Empty).SelectMany(LimitFaults)]);
        Check("team", Team is null or "" || policy.Teams.Any(team => team.Id == Team) ? [] : [$"There is no team '{Team}'."]);
        return faults;

        void Check(string field, IReadOnlyList<string> found)
        {
            if (found.Count > 0) faults[field] = found;
        }
    }

    public Agent Over(Agent agent) => agent with
    {
        Capacity = Capacity ?? agent.Capacity,
        Queues = Queues is null ? agent.Queues : [.. Queues.Distinct().Select(queue => new QueueId(queue))],
        Skills = Skills is null ? agent.Skills : Skills.ToImmutableDictionary(skill => new SkillId(skill.Skill), skill => skill.Level),
        ChannelLimits = ChannelLimits is null ? agent.ChannelLimits : ChannelLimits.ToImmutableDictionary(),
        Weight = Weight ?? agent.Weight,
        Team = Team is null ? agent.Team : Team.Length == 0 ? null : Team,
    };

    private IEnumerable<string> SkillFaults(ServicePolicy policy)
    {
        if (Skills is null) return [];
        if (Skills.Count > MaxSkills) return [$"At most {MaxSkills}."];
        return Unknown(Skills.Select(skill => skill.Skill), policy.Skills.Select(skill => skill.Id.Value), "skill")
            .Concat(Skills.Where(skill => skill.Level is < SkillNeed.MinLevel or > SkillNeed.MaxLevel)
                .Select(skill => $"The level of '{skill.Skill}' is {SkillNeed.MinLevel} to {SkillNeed.MaxLevel}."))
            .Concat(Skills.GroupBy(skill => skill.Skill).Where(group => group.Count() > 1).Select(group => $"'{group.Key}' is there {group.Count()} times."));
    }

    private static IEnumerable<string> Unknown(IEnumerable<string>? named, IEnumerable<string> known, string what) =>
        (named ?? []).Except(known).Select(name => $"There is no {what} '{name}'.");

    private static IEnumerable<string> LimitFaults(KeyValuePair<string, int> limit)
    {
        if (ChannelCatalogue.Find(limit.Key) is null) yield return $"There is no channel '{limit.Key}'.";
        if (limit.Value is < 0 or > MaxCapacity) yield return $"The limit of '{limit.Key}' is 0 to {MaxCapacity}.";
    }
}
