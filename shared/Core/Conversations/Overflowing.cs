using System.Collections.Immutable;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>
/// Nobody is free, it is closed, or the wait is long: routing says how the queue stands, and the rules of the queue say what is done. Looked at on
/// entry, and again when a step's time comes.
/// </summary>
internal static class Overflowing
{
    /// <summary>What customers type who take up the offer of a callback.</summary>
    internal static IReadOnlyList<string> CallbackWords { get; } = ["回电", "回拨", "给我打电话", "callback", "call back", "call me"];

    internal static Decision Decide(ConversationState state, ConversationCommand.Assess command, Rulebook rules, DateTimeOffset now)
    {
        if (state.Phase is not Phase.Waiting waiting || state.Round is null || command.Outlook.Queue != waiting.Queue)
        {
            // Somebody was faster: it does not wait there any more.
            return OverFor(state) is { } over ? Refuse(over) : Nothing;
        }

        var why = Explain(state, waiting, command.Outlook, rules, now);
        var assessed = new Assessed(now, command.Outlook, why, NextAt(state, waiting, why.Done, rules, now));
        if (command.Outlook.Free == 0 && why.Done is null && Seating.StepsInWhenBusy(state, waiting.Queue, rules, now))
        {
            return Happen([assessed, new BotSeated(now, waiting.Queue, "busy")], new Effect.WithdrawRequest(waiting.Queue));
        }

        return why.Done is { } index
            ? Do(state, waiting, rules.Active.OverflowOf(waiting.Queue)[index].Step, assessed, rules, now)
            : Happen([assessed]);
    }

    /// <summary>The queue has something to say of those who wait, or a bot steps in when nobody is free.</summary>
    internal static bool IsAskedFor(ConversationState state, QueueId queue, Rulebook rules, DateTimeOffset now) =>
        rules.Active.OverflowOf(queue).Length > 0 || Seating.StepsInWhenBusy(state, queue, rules, now);

    internal static bool TakesUpCallback(ConversationState state, string? text) =>
        text is not null && state.Round?.CallbackOffered == true && CallbackWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static OverflowExplanation Explain(ConversationState state, Phase.Waiting waiting, QueueOutlook outlook, Rulebook rules, DateTimeOffset now)
    {
        var entered = state.Round!.EnteredAt;
        var waited = (int)Math.Clamp((now - entered).TotalSeconds, 0, int.MaxValue);
        var facts = FactsOf.Now(
            state, waiting.Queue, now, new QueueFigures(outlook.Length, outlook.Staffed, outlook.Free, waited, outlook.EstimateSeconds));
        var isFull = outlook.Length > rules.TermsOf(waiting.Queue).MaxWaiting;
        var steps = rules.Active.OverflowOf(waiting.Queue);
        var verdicts = ImmutableArray.CreateBuilder<OverflowStepVerdict>();
        int? done = null;
        foreach (var step in steps)
        {
            var verdict = Judge(state, waiting.Queue, step, facts, entered, isFull, now);
            verdicts.Add(verdict);
            if (done is null && verdict is { Failed: null, WasDone: null, NotBefore: null })
            {
                done = step.Index;
            }
        }

        return new OverflowExplanation(rules.Active.Version, rules.Active.Hash, facts, isFull, verdicts.ToImmutable(), done);
    }

    private static OverflowStepVerdict Judge(
        ConversationState state, QueueId queue, CompiledOverflowStep step, in Facts facts, DateTimeOffset entered, bool isFull, DateTimeOffset now)
    {
        var verdict = new OverflowStepVerdict(step.Index, step.Step.Do);
        var last = state.Round!.Overflow.FindLast(done => done.Queue == queue && done.Index == step.Index);
        var from = last is null ? entered.AddSeconds(step.Step.AfterSeconds) : last.At.AddSeconds(step.Step.RepeatSeconds ?? 0);
        return last switch
        {
            { } when step.Step.RepeatSeconds is null => verdict with { WasDone = true },
            // A line that is full waits for no step's time.
            _ when now < from && !(isFull && last is null && step.Step.Do is not (OverflowAction.Notice or OverflowAction.SelfService)) => verdict with { NotBefore = from },
            _ => verdict with { Failed = step.When.WhyNot(facts) },
        };
    }

    /// <summary>When the next step's time comes; one whose condition does not hold is looked at again together with the next.</summary>
    private static DateTimeOffset? NextAt(ConversationState state, Phase.Waiting waiting, int? done, Rulebook rules, DateTimeOffset now)
    {
        var entered = state.Round!.EnteredAt;
        var times = rules.Active.OverflowOf(waiting.Queue).Select(step =>
        {
            var last = step.Index == done ? now : state.Round.Overflow.FindLast(entry => entry.Queue == waiting.Queue && entry.Index == step.Index)?.At;
            var due = last is null ? entered.AddSeconds(step.Step.AfterSeconds) : last + Repeating(step.Step);
            return due <= now ? now.AddSeconds(LookAgainAfter(entered, now)) : due;
        });
        return times.Min();
    }

    /// <summary>Null: it is done once.</summary>
    private static TimeSpan? Repeating(OverflowStep step) => step.RepeatSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private const int MinLookAgainSeconds = 30;
    private const int MaxLookAgainSeconds = 1_800;

    /// <summary>
    /// A step whose time has come and whose condition did not hold may hold later: figures change. The longer it waits the more seldom that is looked
    /// at, so that a night's wait is no long log.
    /// </summary>
    private static double LookAgainAfter(DateTimeOffset entered, DateTimeOffset now) =>
        Math.Clamp((now - entered).TotalSeconds / 4, MinLookAgainSeconds, MaxLookAgainSeconds);

    private static Decision Do(ConversationState state, Phase.Waiting waiting, OverflowStep step, Assessed assessed, Rulebook rules, DateTimeOffset now)
    {
        var told = Told(state, step, assessed.Outlook, rules, now);
        return step.Do switch
        {
            OverflowAction.Notice or OverflowAction.SelfService or OverflowAction.Callback or OverflowAction.Form => Say(assessed, told),
            OverflowAction.MoveQueue when step.Queue is { } target && target != waiting.Queue && rules.Active.Knows(target) => Entering.Queue(
                state, target, waiting.Since, QueueReason.Overflowed, rules, now, before: [assessed, .. told], effects: [new Effect.WithdrawRequest(waiting.Queue), .. Sent(told)]),
            OverflowAction.MoveQueue => Say(assessed, told),
            OverflowAction.Close => Happen(
                [assessed, .. told, .. Closing.End(state, by: null, CloseReason.TurnedAway, rules, now)], [.. LettingGo(state), .. Sent(told)]),
            _ => throw new InvalidOperationException($"Nobody does {step.Do}."),
        };
    }

    private static Decision Say(Assessed assessed, IReadOnlyList<Announced> told) => Happen([assessed, .. told], Sent(told));

    private static IReadOnlyList<Effect> Sent(IReadOnlyList<Announced> told) => [.. told.Select(text => new Effect.Deliver(text.MessageId))];

    private static IReadOnlyList<Announced> Told(ConversationState state, OverflowStep step, QueueOutlook outlook, Rulebook rules, DateTimeOffset now)
    {
        TextKind? kind = step.Text ?? step.Do switch
        {
            OverflowAction.Notice => outlook.WhyNobody is null or NobodyFree.AllAtCapacity || !HasWordsForNobody(rules) ? TextKind.Queue : TextKind.NobodyFree,
            OverflowAction.SelfService => TextKind.SelfService,
            OverflowAction.Form or OverflowAction.Callback or OverflowAction.Close =>
                rules.Active.IsOpen(outlook.Queue, now) ? TextKind.NobodyFree : TextKind.OffHours,
            OverflowAction.MoveQueue => null,
            _ => throw new InvalidOperationException($"Nothing is said with {step.Do}."),
        };
        if (kind is not { } known || WasToldOffHours(state, step, known))
        {
            return [];
        }

        // The assessment is an event before it: its id is one further on.
        return Announcing.Text(state with { Version = state.Version + 1 }, known, rules, now, outlook) is { } text ? [text] : [];
    }

    /// <summary>A document that never says why nobody is there says at least where one stands.</summary>
    private static bool HasWordsForNobody(Rulebook rules) => rules.Active.Document.Texts.Any(rule => rule.Kind == TextKind.NobodyFree);

    /// <summary>Whoever enters a queue that is closed is told so at once; a step need not say it again, unless it is there to repeat it.</summary>
    private static bool WasToldOffHours(ConversationState state, OverflowStep step, TextKind kind) =>
        kind == TextKind.OffHours
        && step.RepeatSeconds is null
        && state.SpentTexts.Exists(spent => spent.Kind == kind && spent.Channel == state.Leg.Account.Channel && spent.At >= state.Round!.EnteredAt);
}
