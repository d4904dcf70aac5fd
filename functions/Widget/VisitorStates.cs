using OmniFunctions.Access;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Widget;

/// <summary>Where a visitor's conversation stands, in what the page can show: never who was asked and has not answered.</summary>
public sealed class VisitorStates(TimeProvider time)
{
    public Task<WidgetState> OfAsync(Visitor visitor, StoredConversation? head, Names names, CancellationToken cancellation)
    {
        if (head is not { State: { Phase: not Phase.Ended } state }) return Task.FromResult(WidgetState.None);
        return Task.FromResult(new WidgetState(SummaryMapping.PhaseName(state.Phase), AgentName(state, names))
        {
            HumanAsked = state.Round?.PersonAsk is not null,
            CanAskCallback = MayAskCallback(state, names),
            Callback = state.Callback is { } plan ? new WidgetCallback(plan.DueAt, plan.Zone) : null,
            Rating = state.Rating is { Key: null } ask && ask.ValidUntil > time.GetUtcNow() ? RatingOf(ask, names) : null,
            IsRated = state.Rating?.Key is not null,
        });
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
