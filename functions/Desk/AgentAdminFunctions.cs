using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Desk;

/// <summary>What the directory says of an agent: what they may do, how much they take, of what, and what they know. A change reaches their seat and their pages at once.</summary>
public sealed partial class AgentAdminFunctions(AgentStore agents, PolicyStore policies, Revocation revocation, SecondFactorDuties duties, ILogger<AgentAdminFunctions> logger)
{
    [Function("AgentDetails"), Requires(Permission.Supervisor)]
    [Describes("An agent's roles, queues, skills, capacity, limits, weight and team.", typeof(AgentDetails))]
    public async Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/agents/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await agents.FindAsync(request.Agent().Tenant, new AgentId(id), cancellationToken) is { } agent
            ? Results.Json(AgentDetails.Of(agent), DeskJson.Instance.AgentDetails)
            : Problems.NotFound();

    [Function("ChangeAgent"), Requires(Permission.Supervisor)]
    [Describes("Change an agent's roles, queues, skills, capacity, limits, weight and team, or whether they may come in at all. What is left out stays as it is.", typeof(AgentDetails), Takes = typeof(AgentSettings))]
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
        if (agent.Id == request.Agent().Id && settings.TakesFrom(agent)) return Problems.Invalid(settings.IsDisabled == true ? "isDisabled" : "roles", "Nobody takes from themselves what another had to give.");

        var changed = settings.Over(agent);
        await agents.SaveAsync(changed, cancellationToken);
        if (changed.Mail != agent.Mail) LogMailChanged(tenant, request.Agent().Id, agent.Id);
        // From here on it is written, whether or not whoever asked still listens.
        if (changed.IsDisabled) await revocation.DisableAsync(changed, durable, CancellationToken.None);
        // Who may do more now, and owes a second factor for it, comes in anew and with that.
        else if (settings.TakesFrom(agent) || (duties.Asks(changed) && !duties.Asks(agent))) await revocation.EndAllAsync(changed, cancellation: CancellationToken.None);
        await PresenceBoard.ReseatAsync(durable, changed, CancellationToken.None);
        return Results.Json(AgentDetails.Of(changed), DeskJson.Instance.AgentDetails);
    }

    /// <summary>Whoever has that address at a directory may come in as the agent now.</summary>
    [LoggerMessage(LogLevel.Warning, "{By} of {Tenant} changed the mail address of {Agent}")]
    private partial void LogMailChanged(TenantId tenant, AgentId by, AgentId agent);
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
    string? Team,
    bool IsDisabled,
    string? Mail)
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
        agent.Team,
        agent.IsDisabled,
        agent.Mail);
}

/// <param name="Team">The empty one takes it away.</param>
/// <param name="IsDisabled">Signs them out everywhere, lets them in no more, and gives back what they have.</param>
/// <param name="Mail">By which a directory names them the first time. The empty one takes it away.</param>
public sealed record AgentSettings(
    int? Capacity = null,
    IReadOnlyList<string>? Queues = null,
    IReadOnlyList<AgentSkill>? Skills = null,
    IReadOnlyDictionary<string, int>? ChannelLimits = null,
    int? Weight = null,
    string? Team = null,
    IReadOnlyList<AgentRole>? Roles = null,
    bool? IsDisabled = null,
    string? Mail = null)
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
        Check("roles", Roles is null or { Count: > 0 } ? [] : ["At least one."]);
        Check("mail", Mail is null or "" || MailAddress.Read(Mail) is not null ? [] : ["This is no mail address."]);
        Check("team", Team is null or "" || policy.Teams.Any(team => team.Id == Team) ? [] : [$"There is no team '{Team}'."]);
        return faults;

        void Check(string field, IReadOnlyList<string> found)
        {
            if (found.Count > 0) faults[field] = found;
        }
    }

    /// <summary>Whether the agent may do less than before: then they sign in anew.</summary>
    public bool TakesFrom(Agent agent) =>
        (IsDisabled == true && !agent.IsDisabled) || (Roles is not null && agent.Roles.Except(Roles).Any());

    public Agent Over(Agent agent) => agent with
    {
        Roles = Roles is null ? agent.Roles : [.. Roles.Distinct().Order()],
        IsDisabled = IsDisabled ?? agent.IsDisabled,
        Capacity = Capacity ?? agent.Capacity,
        Queues = Queues is null ? agent.Queues : [.. Queues.Distinct().Select(queue => new QueueId(queue))],
        Skills = Skills is null ? agent.Skills : Skills.ToImmutableDictionary(skill => new SkillId(skill.Skill), skill => skill.Level),
        ChannelLimits = ChannelLimits is null ? agent.ChannelLimits : ChannelLimits.ToImmutableDictionary(),
        Weight = Weight ?? agent.Weight,
        Mail = Mail is null ? agent.Mail : MailAddress.Read(Mail),
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
