using System.Collections.Concurrent;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>Puts together what decisions are made by: the policy in force, and what people are called.</summary>
public sealed class Rulebooks(PolicyStore policies, AgentStore agents, TimeProvider time)
{
    /// <summary>How long a rulebook is kept whose policy is still the one in force: a new colleague's name is not known to customers before.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>By tenant: only those that have conversations get here.</summary>
    private readonly ConcurrentDictionary<TenantId, (Rulebook Rules, DateTimeOffset ReadAt)> known = new();

    public async Task<Rulebook> OfAsync(TenantId tenant, CancellationToken cancellation = default)
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
