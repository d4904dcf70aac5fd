using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Runtime.Live;

/// <summary>
/// Tells open pages that something changed. A push may be lost or come twice: the log is the truth, and pages fill gaps from it.
/// So no failure here ever reaches the caller.
/// </summary>
public sealed partial class LivePush(IHubClients clients, NamesReader namesOf, ConversationStore conversations, ILogger<LivePush> logger) : IConversationPush
{
    public async Task AppendedAsync(ApplyOutcome outcome, CancellationToken cancellation)
    {
        if (!outcome.Changed || outcome.After is not { } after) return;
        using var span = Signals.Step("push");
        await TellAgentsAsync(outcome, after, cancellation);
        var leg = after.State.Leg;
        if (IsSeenByTheCustomer(outcome.Before?.State, after.State)) await PageAsync(leg.Account, leg.Sender, cancellation);
    }

    public async Task PageAsync(AccountKey account, string visitor, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(clients.User(LiveUser.OfVisitor(account, visitor)), LiveMethod.Messages, new LookPush(), LiveJson.Instance.LookPush, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.Messages.Name, exception);
        }
    }

    /// <summary>The customer is writing: those who have the conversation see it for a moment.</summary>
    public async Task TypingAsync(StoredConversation head, string? text, CancellationToken cancellation)
    {
        try
        {
            var users = head.State.Engaged().Select(agent => LiveUser.Of(head.Key.Tenant, agent)).ToArray();
            if (users.Length == 0) return;
            await SendAsync(clients.Users(users), LiveMethod.Typing, new TypingPush(head.Key.Id.Value, text), LiveJson.Instance.TypingPush, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.Typing.Name, exception);
        }
    }

    /// <summary>An agent's other pages learn what was written on one of them.</summary>
    public async Task DraftAsync(Agent agent, DraftPush draft, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(clients.User(LiveUser.Of(agent)), LiveMethod.Draft, draft, LiveJson.Instance.DraftPush, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.Draft.Name, exception);
        }
    }

    /// <param name="agents">Those who look at the conversation and may see it.</param>
    public async Task ViewersAsync(TenantId tenant, IReadOnlyList<AgentId> agents, ViewersPush viewers, CancellationToken cancellation)
    {
        if (agents.Count == 0) return;
        try
        {
            await SendAsync(clients.Users([.. agents.Select(agent => LiveUser.Of(tenant, agent))]), LiveMethod.Viewers, viewers, LiveJson.Instance.ViewersPush, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.Viewers.Name, exception);
        }
    }

    /// <summary>An agent is writing to a customer who is on a page of ours.</summary>
    public async Task PageTypingAsync(AccountKey account, string visitor, string agent, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(clients.User(LiveUser.OfVisitor(account, visitor)), LiveMethod.AgentTyping, new AgentTypingPush(agent), LiveJson.Instance.AgentTypingPush, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.AgentTyping.Name, exception);
        }
    }

    public async Task NoticeAsync(TenantId tenant, IReadOnlyList<AgentId> agents, NoticePush notice, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(clients.Users([.. agents.Select(agent => LiveUser.Of(tenant, agent))]), LiveMethod.Notice, notice, LiveJson.Instance.NoticePush, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.Notice.Name, exception);
        }
    }

    /// <param name="changed">The agents whose presence or load changed.</param>
    public async Task PresenceChangedAsync(TenantId tenant, IReadOnlyList<PresenceView> changed, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(clients.Group(LiveUser.GroupOf(tenant)), LiveMethod.Presence, new PresencePush(changed), LiveJson.Instance.PresencePush, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.Presence.Name, exception);
        }
    }

    /// <param name="concerned">The one who asked, and those who may decide.</param>
    public async Task PresenceRequestAsync(TenantId tenant, IReadOnlyList<AgentId> concerned, PresenceRequestView request, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(
                clients.Users([.. concerned.Select(agent => LiveUser.Of(tenant, agent))]), LiveMethod.PresenceRequest, request, LiveJson.Instance.PresenceRequestView, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.PresenceRequest.Name, exception);
        }
    }

    private async Task TellAgentsAsync(ApplyOutcome outcome, StoredConversation after, CancellationToken cancellation)
    {
        try
        {
            var names = await namesOf.ReadAsync(after.Key.Tenant, cancellation);
            var audience = Audience.Of(outcome.Before?.State, after.State, names);
            if (audience.Count == 0) return;
            var summary = SummaryMapping.Map(after, names);
            var earlier = EntryMapping.NeedsEarlier(outcome.Events)
                ? await conversations.EventsBeforeAsync(after.Key, outcome.Events[0].Sequence, DisplayOrder.MaxEarlier, cancellation)
                : null;
            foreach (var listeners in Listeners(outcome, audience))
            {
                var push = new ConversationPush(summary, EntryMapping.Map(outcome.Events, after.State, names, listeners[0], earlier: earlier));
                await SendAsync(clients.Users([.. listeners.Select(LiveUser.Of)]), LiveMethod.Conversation, push, LiveJson.Instance.ConversationPush, cancellation);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogPushFailed(LiveMethod.Conversation.Name, exception);
        }
    }

    /// <summary>All together, unless something was whispered: then those who may hear it, and the others.</summary>
    private static IEnumerable<Agent[]> Listeners(ApplyOutcome outcome, IReadOnlyCollection<Agent> audience)
    {
        var whispers = outcome.Events.Select(stored => stored.Event).OfType<ConversationEvent.Whispered>().ToList();
        return audience.GroupBy(agent => whispers.All(whisper => EntryMapping.MayHear(agent, whisper))).Select(group => group.ToArray());
    }

    /// <summary>A page of ours shows whether the customer waits, is served or is done. A reply's own push comes with its delivery.</summary>
    private static bool IsSeenByTheCustomer(ConversationState? before, ConversationState after) =>
        before?.Phase.GetType() != after.Phase.GetType()
        && ChannelCatalogue.Find(after.Leg.Account.Channel) is { Capabilities.HasOwnPage: true };

    /// <summary>The argument is made JSON here, so that it has one form however the hub writes its arguments.</summary>
    private static Task SendAsync<T>(IClientProxy to, LiveMethod method, T argument, JsonTypeInfo<T> form, CancellationToken cancellation) =>
        to.SendAsync(method.Name, JsonSerializer.SerializeToElement(argument, form), cancellation);

    [LoggerMessage(LogLevel.Warning, "A push of {Method} failed. Pages will find the change when they next ask.")]
    private partial void LogPushFailed(string method, Exception exception);
}
