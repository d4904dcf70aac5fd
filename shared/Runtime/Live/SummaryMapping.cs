using System.Text.Json;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Live;

/// <summary>Makes the line of a list out of a conversation's head.</summary>
public static class SummaryMapping
{
    public static Summary Map(StoredConversation head, Names names)
    {
        var state = head.State;
        return new Summary(
            state.Id.Value,
            state.Version,
            PhaseName(state.Phase),
            state.Leg.Account.Channel,
            state.Leg.Account.Account,
            new PersonView(state.Person.Value, head.Summary.DisplayName),
            names.Of(state.QueueUnder(names.Policy)),
            names.OfOptional(state.Holder),
            WaitingSince(state.Phase),
            (state.Phase as Phase.Offered)?.ExpiresAt,
            state.OpenedAt,
            head.Summary.LastMessageAt,
            head.Summary.LastText,
            JsonNamingPolicy.CamelCase.ConvertName(head.Summary.LastFrom.ToString()),
            Clock(state.FirstResponse),
            head.Summary.Unanswered);
    }

    public static string PhaseName(Phase phase) => phase switch
    {
        Phase.WithBot => "withBot",
        Phase.Waiting => "waiting",
        Phase.Offered => "offered",
        Phase.Serving => "serving",
        Phase.WaitingOnCustomer => "waitingOnCustomer",
        Phase.Snoozed => "snoozed",
        Phase.CallbackDue => "callbackDue",
        Phase.WrapUp => "wrapUp",
        Phase.Closed => "closed",
        Phase.Merged => "merged",
        Phase.Ended => "ended",
        _ => throw new InvalidOperationException($"Phase {phase.GetType().Name} has no name."),
    };

    private static DateTimeOffset? WaitingSince(Phase phase) => phase switch
    {
        Phase.Waiting waiting => waiting.Since,
        Phase.Offered offered => offered.Since,
        _ => null,
    };

    private static FirstResponseView Clock(ReplyClock clock) => clock switch
    {
        ReplyClock.Running running => new("running", running.DueAt, running.Since),
        ReplyClock.Breached breached => new("breached", breached.DueAt, breached.Since),
        ReplyClock.Stopped stopped => new("stopped", stopped.DueAt, stopped.Since),
        _ => throw new InvalidOperationException($"Clock {clock.GetType().Name} has no name."),
    };
}
