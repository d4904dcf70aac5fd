namespace OmniFunctions.Insights;

/// <summary>Turns insight events into figures. Fed twice, or fed again from an older checkpoint, it counts once.</summary>
public static class FiguresFold
{
    /// <summary>
    /// What an event changes. Store the returned figures and apply the deltas in one transaction, or keep the deltas beside the figures until they are applied.
    /// </summary>
    /// <param name="figures">What is remembered of the conversation; null when nothing is.</param>
    /// <returns>The same figures and no deltas for an event counted before.</returns>
    public static (ConversationFigures? Figures, IReadOnlyList<FiguresDelta> Deltas) Fold(ConversationFigures? figures, InsightEvent e)
    {
        if (e.Seq <= (figures?.LastSeq ?? 0))
        {
            return (figures, []);
        }

        var after = new ConversationFigures(e.Seq, e.Channel, StandingAfter(figures, e), ClockAfter(figures, e));
        FiguresDelta[] deltas = [.. Moves(figures, after), What(figures, e)];
        return (after, [.. deltas.Where(delta => !delta.IsNothing)]);
    }

    private static Standing StandingAfter(ConversationFigures? figures, InsightEvent e) => e.Standing ?? e.Type switch
    {
        "opened" or "reopened" or "queued" or "offerMissed" or "offerDeclined" => Standing.Waiting,
        "offered" => Standing.Offered,
        "accepted" => Standing.Serving,
        "closed" => Standing.Closed,
        "ended" => Standing.Ended,
        // Also the type of a later build: it is for a later build to say what it changes.
        _ => figures?.Standing ?? Standing.Waiting,
    };

    private static DateTimeOffset? ClockAfter(ConversationFigures? figures, InsightEvent e) => e.Type switch
    {
        "opened" or "reopened" => e.Since,
        "reply" when e.Since is not null => null,
        "closed" or "ended" => null,
        _ => figures?.ClockSince,
    };

    private static IEnumerable<FiguresDelta> Moves(ConversationFigures? before, ConversationFigures after)
    {
        var (openBefore, waitingBefore) = Counts(before);
        var (openAfter, waitingAfter) = Counts(after);
        return before is not null && before.Channel != after.Channel
            ? [new(before.Channel, -openBefore, -waitingBefore), new(after.Channel, openAfter, waitingAfter)]
            : [new(after.Channel, openAfter - openBefore, waitingAfter - waitingBefore)];
    }

    private static FiguresDelta What(ConversationFigures? before, InsightEvent e) => e.Type switch
    {
        "customerMessage" => new(e.Channel, MessageAt: e.At),
        "reply" when e.Since is { } since && before?.ClockSince is not null =>
            new(e.Channel, FirstResponse: new FirstResponse(e.At, (long)(e.At - since).TotalMilliseconds)),
        _ => new(e.Channel),
    };

    private static (int Open, int Waiting) Counts(ConversationFigures? figures) => figures is null
        ? (0, 0)
        : (figures.Standing.IsOpen() ? 1 : 0, figures.Standing == Standing.Waiting ? 1 : 0);
}
