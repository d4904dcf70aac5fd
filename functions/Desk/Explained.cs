using System.Text.Json;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <summary>Finds the decisions among the events of a conversation, shows why they fell so, and makes them again.</summary>
internal static class Explained
{
    /// <returns>Null for an event that explains nothing.</returns>
    public static ExplanationItem? Of(StoredEvent stored, Names names) => stored.Event switch
    {
        ConversationEvent.Offered e => new(stored.Sequence, e.At, "assignment", Candidates(e.Why, names)),
        ConversationEvent.Claimed { Why: { } why } e => new(stored.Sequence, e.At, "assignment", Candidates(why, names)),
        ConversationEvent.Routed e => new(stored.Sequence, e.At, "route", JsonSerializer.SerializeToElement(RouteView.Of(e.Why, names), DeskJson.Instance.RouteView)),
        ConversationEvent.Assessed e => new(stored.Sequence, e.At, "overflow", JsonSerializer.SerializeToElement(OverflowView.Of(e), DeskJson.Instance.OverflowView)),
        _ => null,
    };

    /// <summary>Why nobody has it yet: no decision of the log, but what would be said of everybody now.</summary>
    public static ExplanationItem Waiting(Explanation why, Names names) => new(null, why.At, "waiting", Candidates(why, names));

    /// <summary>The document without which the decision cannot be made again; null where the explanation holds all it needs.</summary>
    public static string? PolicyOf(ConversationEvent e) => e switch
    {
        ConversationEvent.Routed routed => routed.Why.PolicyVersion,
        ConversationEvent.Assessed assessed => assessed.Why.PolicyVersion,
        _ => null,
    };

    /// <param name="policy">Of the version that the explanation names; null where it is not kept or not needed.</param>
    /// <returns>Whether the same came out, null where it cannot be made again; and the hash of what was decided from.</returns>
    public static (bool? Same, string? Hash) Again(ConversationEvent e, CompiledPolicy? policy) => e switch
    {
        ConversationEvent.Offered offered => Again(offered.Why),
        ConversationEvent.Claimed { Why: { } why } => Again(why),
        ConversationEvent.Routed routed when policy?.Hash == routed.Why.PolicyHash => (routed.Why.Evaluate(policy).SaysTheSameAs(routed.Why), routed.Why.PolicyHash),
        ConversationEvent.Assessed assessed when policy?.Hash == assessed.Why.PolicyHash => (assessed.Why.Evaluate(policy) == assessed.Why.Done, assessed.Why.PolicyHash),
        _ => (null, null),
    };

    private static JsonElement Candidates(Explanation why, Names names) => JsonSerializer.SerializeToElement(names.Of(why), DeskJson.Instance.ExplanationView);

    private static (bool? Same, string? Hash) Again(Explanation why) =>
        why.Evaluate() is { } again ? (Evaluation.HashOf(again) == Evaluation.HashOf(why), Evaluation.HashOf(why)) : (null, null);
}

public sealed record ExplanationList(IReadOnlyList<ExplanationItem> Items);

/// <param name="Seq">Of the event; null for what is no event, and can therefore not be decided again.</param>
/// <param name="Kind">assignment, waiting, route or overflow: it says what <paramref name="Why"/> is.</param>
public sealed record ExplanationItem(long? Seq, DateTimeOffset At, string Kind, JsonElement Why);

/// <param name="Same">Null where it cannot be decided again: an earlier build wrote it, or the document is not kept.</param>
/// <param name="Hash">Of what was decided from.</param>
public sealed record EvaluationView(bool? Same, string? Hash, DateTimeOffset Now, long ElapsedMicroseconds);

/// <param name="Rule">By which the queue was found; null where somebody or something had named it.</param>
public sealed record RouteView(
    string PolicyVersion, string PolicyHash, Named Queue, string? Rule, string Seat, string SeatBecause, IReadOnlyList<RuleView> Rules, FactsView Facts)
{
    public static RouteView Of(RouteExplanation why, Names names) => new(
        why.PolicyVersion,
        why.PolicyHash,
        names.Of(why.Queue),
        why.Chosen?.Rule,
        JsonNamingPolicy.CamelCase.ConvertName(why.Seat.ToString()),
        why.SeatBecause,
        [.. why.Tried.Select(rule => new RuleView("route", rule.Rule, rule.Failed is null, rule.Failed)), .. why.TriedNeeds.Select(rule => new RuleView("need", rule.Rule, rule.Failed is null, rule.Failed))],
        FactsView.Of(why.Facts));
}

/// <param name="Level">route or need.</param>
/// <param name="Failed">What kept it from holding.</param>
public sealed record RuleView(string Level, string Name, bool Held, string? Failed);

public sealed record OverflowView(string PolicyVersion, string PolicyHash, QueueOutlook Outlook, bool IsFull, IReadOnlyList<OverflowStepVerdict> Steps, int? Done, FactsView Facts)
{
    public static OverflowView Of(ConversationEvent.Assessed e) => new(e.Why.PolicyVersion, e.Why.PolicyHash, e.Outlook, e.Why.IsFull, e.Why.Steps, e.Why.Done, FactsView.Of(e.Why.Facts));
}

/// <summary>What the rules knew, without the person's attributes: those are shown with the person.</summary>
public sealed record FactsView(
    string Channel, string Account, DateTimeOffset At, string? Topic, string? Language, string? Tier, IReadOnlyList<string> Tags, QueueFigures? Figures)
{
    public static FactsView Of(in Facts facts) => new(
        facts.Channel, facts.Account, facts.At, facts.Topic, facts.Language, facts.Person?.Tier, facts.Person?.Tags.AsEnumerable().ToList() ?? [], facts.Figures);
}
