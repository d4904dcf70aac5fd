using OmniFunctions.Access;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Live;

/// <summary>Who looks at a conversation, told to the others who look at it and may see it.</summary>
public sealed class Viewing(LiveConnectionStore connections, ViewerStore viewers, ConversationStore conversations, NamesReader namesOf, LivePush push)
{
    /// <summary>A page shows a conversation, goes on showing it, or somebody types in its field.</summary>
    /// <returns>The others who look at it; null where the connection is none of this session's.</returns>
    public async Task<IReadOnlyList<Named>?> LookAsync(SignedIn caller, string connection, StoredConversation head, Names names, bool isTyping, CancellationToken cancellation)
    {
        var (tenant, agent, conversation) = (caller.Agent.Tenant, caller.Agent.Id, head.Key.Id);
        var (isOpen, before) = await connections.LookAsync(tenant, agent, caller.Session, connection, conversation, cancellation);
        if (!isOpen) return null;
        if (before is { } left && left != conversation) await LeaveAsync(tenant, agent, connection, left, cancellation);

        var there = await viewers.OfAsync(tenant, conversation, cancellation);
        await viewers.EnterAsync(tenant, conversation, agent, connection, cancellation);
        var now = Seeing([.. there.Union([agent])], head.State, names);
        if (isTyping || !there.Contains(agent)) await TellAsync(tenant, conversation, now, agent, names, isTyping ? agent : null, cancellation);
        return [.. now.Where(one => one != agent).Select(names.Of)];
    }

    /// <summary>A page shows the conversation no longer, or its connection has ended.</summary>
    public async Task LeaveAsync(TenantId tenant, AgentId agent, string connection, ConversationId conversation, CancellationToken cancellation)
    {
        await viewers.LeaveAsync(tenant, conversation, agent, connection, cancellation);
        var there = await viewers.OfAsync(tenant, conversation, cancellation);

        // They may have it on another page still.
        if (there.Count == 0 || there.Contains(agent)) return;
        if (await conversations.FindAsync(new ConversationKey(tenant, conversation), cancellation) is not { } head) return;
        var names = await namesOf.ReadAsync(tenant, cancellation);
        await TellAsync(tenant, conversation, Seeing(there, head.State, names), agent, names, typing: null, cancellation);
    }

    /// <summary>Ends what a page said of itself, where nothing took its place.</summary>
    public async Task StopAsync(SignedIn caller, string connection, ConversationId conversation, CancellationToken cancellation)
    {
        var (isOpen, before) = await connections.LookAsync(caller.Agent.Tenant, caller.Agent.Id, caller.Session, connection, conversation: null, cancellation);
        if (isOpen && before == conversation) await LeaveAsync(caller.Agent.Tenant, caller.Agent.Id, connection, conversation, cancellation);
    }

    private Task TellAsync(TenantId tenant, ConversationId conversation, IReadOnlyList<AgentId> there, AgentId by, Names names, AgentId? typing, CancellationToken cancellation) =>
        push.ViewersAsync(
            tenant, [.. there.Where(agent => agent != by)], new ViewersPush(conversation.Value, [.. there.Select(names.Of)], names.OfOptional(typing)), cancellation);

    /// <summary>Who may see it no more is told nothing, and not shown.</summary>
    private static IReadOnlyList<AgentId> Seeing(IReadOnlyList<AgentId> agents, ConversationState state, Names names) =>
        [.. agents.Where(agent => names.Roster.Find(agent) is { } colleague && colleague.MaySee(state, names.Policy))];
}
