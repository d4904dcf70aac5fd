using System.Collections.Concurrent;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>Puts together what decisions are made by: the policy in force, and what people are called.</summary>
public sealed class Rulebooks(PolicyStore policies, AgentStore agents, TimeProvider time)
{
    /// <summary>How long a rulebook is kept whose policy is still the one in force: a new colleague's name is not known to customers before.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>By tenant: only those that have conversations get here.</summary>
    private readonly ConcurrentDictionary<TenantId, (Rulebook Rules, DateTimeOffset ReadAt)> known = new();

    /// <param name="state">Of whom something is decided: its clocks may still run under the hours of an earlier document.</param>
    public async Task<Rulebook> OfAsync(TenantId tenant, ConversationState? state, CancellationToken cancellation = default)
    {
        var rules = await OfAsync(tenant, cancellation);
        if (state is null || !Lifecycle.PoliciesOf(state, rules.Active.Version).Any()) return rules;
        var earlier = new Dictionary<string, BusinessCalendar>();
        foreach (var clock in state.Clocks.Where(clock => clock.Clock.IsOpen && clock.PolicyVersion != rules.Active.Version))
            if (await policies.CalendarAsync(tenant, clock.Clock.CalendarVersion, cancellation) is { } calendar) earlier[clock.Clock.CalendarVersion] = calendar;
        return rules with { Earlier = earlier };
    }

    private async Task<Rulebook> OfAsync(TenantId tenant, CancellationToken cancellation)
    {
        var active = await policies.CompiledAsync(tenant, cancellation);
        var now = time.GetUtcNow();
        if (known.TryGetValue(tenant, out var fresh) && ReferenceEquals(fresh.Rules.Active, active) && now - fresh.ReadAt < FreshFor) return fresh.Rules;
        var roster = await agents.RosterAsync(tenant, cancellation);
        var rules = new Rulebook(active, NameOf: agent => roster.Find(agent)?.Name, Zones: Zones.Find);
        known[tenant] = (rules, now);
        return rules;
    }
}
