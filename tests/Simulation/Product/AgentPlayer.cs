using OmniFunctions.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Product;

/// <summary>
/// Somebody at a desk: takes what is offered or lets it pass, answers, closes. A command without an answer is given again under the same
/// id, as the desk does; so the bell is rung at least once for each.
/// </summary>
internal sealed class AgentPlayer(AgentId id, RunContext run, Chance chance, ReplyBook replies)
{
    private (ConversationKey Key, ConversationCommand Command)? unanswered;
    private bool isHere;
    private bool busy;
    private bool calm;

    public bool IsBusy => busy;

    public void CalmDown() => calm = true;

    public void Died() => busy = false;

    /// <returns>False while it waits for an answer.</returns>
    public bool Act(Life life, IReadOnlyList<Customer> customers)
    {
        if (busy) return false;
        run.Start(id.Value, () => DoAsync(life, customers));
        return true;
    }

    private async Task DoAsync(Life life, IReadOnlyList<Customer> customers)
    {
        busy = true;
        try
        {
            // Who lets an offer pass is set away, and must come back.
            if (!isHere || chance.Happens(0.1)) await ComeAsync(life);
            else if (unanswered is { } again) await CommandAsync(life, again.Key, again.Command);
            else await WorkAsync(life, customers[chance.Below(customers.Count)]);
        }
        catch (Exception e) when (Client.IsRefusal(e))
        {
            run.Trace.Add($"{id} is refused");
        }

        busy = false;
    }

    private async Task ComeAsync(Life life)
    {
        var presence = new AgentPresence(id, Presence.Online, Capacity: 2, [DemoPolicy.Queue]);
        await life.Durable.Entities.SignalEntityAsync(RoutingEntity.Of(Life.Tenant), nameof(RoutingEntity.SetPresence), presence);
        isHere = true;
        run.Trace.Add($"{id} is here");
    }

    private async Task WorkAsync(Life life, Customer customer)
    {
        if (await customer.ConversationsAsync(life) is not [.., var conversation] || conversation.State.Holder != id) return;
        var command = conversation.State.Phase switch
        {
            Phase.Offered when calm || chance.Happens(0.7) => new ConversationCommand.Accept(id),
            Phase.Serving when chance.Happens(0.4) => new ConversationCommand.Close(id, CloseReason.Resolved),
            Phase.Serving when !calm => replies.Write(id, chance),
            _ => (ConversationCommand?)null,
        };
        if (command is not null) await CommandAsync(life, conversation.Key, command);
    }

    private async Task CommandAsync(Life life, ConversationKey key, ConversationCommand command)
    {
        unanswered = (key, command);
        var outcome = await life.Conversations.ApplyAsync(key, command);
        run.Trace.Add($"{id} {command.GetType().Name}: {outcome.Refusal?.ToString() ?? "done"}");
        if (command is ConversationCommand.SendReply reply) replies.Answered(reply, key, outcome.Refusal is null);
        await life.RingAsync(key, Wake.Ring);
        unanswered = null;
    }
}
