using Microsoft.DurableTask.Client;
using OmniFunctions.Conversations;
using OmniFunctions.Desk;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Widget;

/// <summary>Where a visitor's conversation stands, in what the page can show: never who was asked and has not answered.</summary>
public sealed class VisitorStates(PolicyStore policies, TimeProvider time)
{
    private const string Closed = "closed";

    public async Task<WidgetState> OfAsync(StoredConversation? head, Names names, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (head is not { State: { Phase: not Phase.Ended } state }) return WidgetState.None;
        var shown = new WidgetState(SummaryMapping.PhaseName(state.Phase), AgentName(state, names))
        {
            HumanAsked = state.Round?.PersonAsk is not null,
            CanAskCallback = MayAskCallback(state, names),
            Callback = state.Callback is { } plan ? new WidgetCallback(plan.DueAt, plan.Zone) : null,
            Rating = state.Rating is { Key: null } ask && ask.ValidUntil > time.GetUtcNow() ? RatingOf(ask, names) : null,
            IsRated = state.Rating?.Key is not null,
        };
        return state.Phase is Phase.Waiting waiting ? await InLineAsync(shown, head.Key, waiting.Queue, durable, cancellation) : shown;
    }

    /// <summary>Where in the line, how long still, and in plain words why nobody is free.</summary>
    private async Task<WidgetState> InLineAsync(WidgetState shown, ConversationKey key, QueueId queue, DurableTaskClient durable, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var group = await PresenceBoard.ReadAsync(durable, key.Tenant, cancellation);
        var outlook = Outlooks.Of(group, key.Id, now) ?? Outlooks.Of(group, queue, now);
        var policy = await policies.CompiledAsync(key.Tenant, cancellation);
        var isOpen = policy.IsOpen(queue, now);
        return shown with
        {
            Position = outlook.Position,
            EstimateSeconds = outlook.EstimateSeconds,
            WhyNobody = !isOpen ? Closed : outlook.WhyNobody is { } why ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(why.ToString()) : null,
            OpensAt = isOpen ? null : policy.CalendarOf(queue)?.Hours.NextOpening(now),
        };
    }

    private static string? AgentName(ConversationState state, Names names) => state.Phase switch
    {
        Phase.Serving serving => names.Of(serving.Agent).Name,
        Phase.WaitingOnCustomer waiting => names.Of(waiting.Agent).Name,
        Phase.WrapUp wrapUp => names.Of(wrapUp.Agent).Name,
        _ => null,
    };

    private static bool MayAskCallback(ConversationState state, Names names) =>
        state.Phase is Phase.WithBot or Phase.Waiting or Phase.Offered
        && state.Callback is null
        && names.Policy.TermsOf(state.Phase.QueueOrNone()!.Value).Callback is { Enabled: true };

    private static WidgetRating RatingOf(RatingAsk ask, Names names) =>
        new(ask.Steps, names.Policy.Survey?.Solved ?? false, names.Policy.Survey?.Tags ?? [], names.Policy.Survey?.Several ?? false, ask.ValidUntil);
}
