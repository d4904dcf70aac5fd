using Microsoft.Extensions.Logging;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Live;

/// <summary>Tells people at their desks what a conversation wants them to know. A notice may be lost or come twice: it only points to what the log says.</summary>
public sealed partial class Notices(ConversationStore conversations, NamesReader namesOf, IConversationPush push, TimeProvider time, ILogger<Notices> logger)
{
    /// <param name="operationId">Twice the same is one notice to whoever shows it.</param>
    public async Task TellAsync(ConversationKey key, string operationId, Effect.Notify notify, CancellationToken cancellation = default)
    {
        var names = await namesOf.ReadAsync(key.Tenant, cancellation);
        if (await conversations.FindAsync(key, cancellation) is not { } head) return;
        var told = Whom(notify, head.State, names).Where(agent => agent.MaySee(head.State, names.Policy)).Select(agent => agent.Id).Distinct().ToList();
        if (told.Count > 0) await push.NoticeAsync(key.Tenant, told, new NoticePush(operationId, notify.Kind, key.Id.Value, time.GetUtcNow(), null), cancellation);
    }

    /// <summary>Rings whoever is on call. As long as no alert channel is connected, that is an entry of the log which an operator's alarm looks for, and every supervisor's desk.</summary>
    public async Task PageAsync(ConversationKey key, string operationId, Effect.Page page, CancellationToken cancellation = default)
    {
        LogPaged(key, page.Queue?.Value ?? "", page.Reason);
        var names = await namesOf.ReadAsync(key.Tenant, cancellation);
        var told = names.Roster.Agents.Where(agent => agent.Is(AgentRole.Supervisor)).Select(agent => agent.Id).ToList();
        await push.NoticeAsync(key.Tenant, told, new NoticePush(operationId, NoticeKind.SupervisorAsked, key.Id.Value, time.GetUtcNow(), page.Reason), cancellation);
    }

    private static IEnumerable<Agent> Whom(Effect.Notify notify, ConversationState state, Names names) => notify.Whom switch
    {
        NoticeTo.Agents => notify.Agents.Select(names.Roster.Find).OfType<Agent>(),
        NoticeTo.Leads => Leads(notify, names),
        NoticeTo.Supervisors => names.Roster.Agents.Where(agent => agent.Is(AgentRole.Supervisor)),
        _ => throw new InvalidOperationException($"Nobody is {notify.Whom}."),
    };

    /// <summary>
    /// The leads of the one who has it; while nobody has, of those who answer its queue. Where no group of theirs has a lead, supervisors are in
    /// their place: somebody has to hear of it.
    /// </summary>
    private static IEnumerable<Agent> Leads(Effect.Notify notify, Names names)
    {
        var concerned = notify.Agents.Count > 0
            ? notify.Agents.Select(names.Roster.Find).OfType<Agent>()
            : names.Roster.Agents.Where(agent => notify.Queue is { } queue && agent.Queues.Contains(queue));
        var teams = concerned.Select(agent => agent.Team).OfType<string>().Distinct();
        var leads = teams.SelectMany(team => LeadsOf(team, names.Policy.Teams)).Distinct().Select(names.Roster.Find).OfType<Agent>().ToList();
        return leads.Count > 0 ? leads : names.Roster.Agents.Where(agent => agent.Is(AgentRole.Supervisor));
    }

    /// <summary>A group without a lead of its own has that of the nearest group above it.</summary>
    private static IReadOnlyList<AgentId> LeadsOf(string id, IReadOnlyList<Team> teams)
    {
        var team = teams.FirstOrDefault(one => one.Id == id);
        for (var level = 1; team is { Leads.Count: 0 } && level < PolicyLimits.MaxTeamLevels; level++) team = teams.FirstOrDefault(one => one.Id == team.Parent);
        return team?.Leads ?? [];
    }

    [LoggerMessage(LogLevel.Critical, "Page: {Conversation} in queue {Queue}: {Reason}")]
    private partial void LogPaged(ConversationKey conversation, string queue, string reason);
}
