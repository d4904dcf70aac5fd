using OmniFunctions.Conversations;

namespace OmniFunctions.Lab;

/// <summary>Which rules of the policy stand behind what happened, by the names that the document gives them.</summary>
internal static class LabRules
{
    public static IReadOnlyList<string> Of(IReadOnlyList<ConversationEvent> events) => [.. events.SelectMany(Of).Distinct()];

    private static IEnumerable<string> Of(ConversationEvent e) => e switch
    {
        ConversationEvent.Routed routed => Route(routed.Why),
        ConversationEvent.ClocksChanged changed => changed.Changes.Where(IsNew).Select(change => $"target {change.Rule} ({Word(change.Measure)})"),
        ConversationEvent.Assessed { Why: { Done: { } done } why } => [$"overflow[{done}] {Word(why.Steps[done].Do)}"],
        ConversationEvent.Announced announced => [$"text {Word(announced.Kind)}"],
        ConversationEvent.Escalated escalated => [$"escalation {Word(escalated.Measure)} {escalated.AtPercent} % {Word(escalated.Do)}"],
        ConversationEvent.SilenceMarked marked => [$"silence {Word(marked.Step)}"],
        ConversationEvent.BotSeated seated => [$"bot {seated.Because}"],
        _ => [],
    };

    private static IEnumerable<string> Route(RouteExplanation why) =>
    [
        .. why.Chosen is { } chosen ? [$"route {chosen.Rule}"] : Array.Empty<string>(),
        .. why.Needs.Rules.Select(rule => $"need {rule}"),
    ];

    /// <summary>It has just begun: nothing has elapsed under it and nothing fired.</summary>
    private static bool IsNew(ClockChange change) =>
        change.Clock.IsOpen && change.Clock.Elapsed == TimeSpan.Zero && change.Clock.Breach is null && change.Clock.Warnings.IsEmpty && change.Clock.PauseCount == 0;

    private static string Word<T>(T value)
        where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
