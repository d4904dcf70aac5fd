using System.Text.Json;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.ServiceLevels;

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
            head.Summary.Unanswered)
        {
            LastKind = head.Summary.LastKind,
            Clocks = [.. state.Clocks.Select(View)],
            SnoozedBy = state.Phase is Phase.Snoozed aside ? names.Of(aside.Agent) : null,
            SnoozedUntil = (state.Phase as Phase.Snoozed)?.Until,
            WrapUpUntil = (state.Phase as Phase.WrapUp)?.Until,
            Callback = state.Callback is { } plan ? Callback(plan, state, names) : null,
            Channels = [.. state.Joined.SelectMany(part => part.Legs).Concat(state.Legs).Select(leg => leg.Account.Channel).Distinct()],
            Labels = state.Labels,
            Priority = state.Priority,
            Topic = state.Topic is { } topic ? new Named(topic, topic) : null,
            Disposition = state.Disposition is { } disposition ? new Named(disposition, names.OfDisposition(disposition)) : null,
            Participants = [.. state.Participants.Select(participant => new ParticipantView(names.Of(participant.Agent), participant.Role, participant.Since))],
            Consult = state.Consult is { } consult ? new ConsultView(names.Of(consult.By), names.Of(consult.Agent)) : null,
            MergedInto = (state.Phase as Phase.Merged)?.Into.Value,
            Scheduled = [.. state.Scheduled.Select(message => new ScheduledView(message.MessageId, message.Text, message.SendAt, names.Of(message.By)))],
            CloseReason = (state.Phase as Phase.Closed)?.Reason ?? (state.Phase as Phase.WrapUp)?.Reason,
            ReopensUntil = (state.Phase as Phase.Closed)?.ReopensUntil,
            RatingAsked = state.Rating?.ValidUntil,
        };
    }

    private static CallbackView Callback(CallbackPlan plan, ConversationState state, Names names) => new(
        plan.DueAt, plan.Zone, plan.Attempts, names.Policy.TermsOf(state.QueueUnder(names.Policy)).Callback?.Attempts ?? 1, plan.IsDue);

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

    private static ClockView View(ConversationClock clock) => new(
        JsonNamingPolicy.CamelCase.ConvertName(clock.Measure.ToString()),
        StateOf(clock.Clock),
        clock.BreachDue ?? clock.Clock.Breach?.DueAt ?? clock.Clock.EndedAt,
        clock.Clock.StartedAt);

    private static string StateOf(ServiceClock clock) => clock switch
    {
        { IsOpen: false } => JsonNamingPolicy.CamelCase.ConvertName(clock.Verdict.ToString()),
        { IsPaused: true } => "paused",
        { Breach: not null } => "breached",
        _ => "running",
    };

    private static FirstResponseView Clock(ReplyClock clock) => clock switch
    {
        ReplyClock.Running running => new("running", running.DueAt, running.Since),
        ReplyClock.Breached breached => new("breached", breached.DueAt, breached.Since),
        ReplyClock.Stopped stopped => new("stopped", stopped.DueAt, stopped.Since),
        _ => throw new InvalidOperationException($"Clock {clock.GetType().Name} has no name."),
    };
}
