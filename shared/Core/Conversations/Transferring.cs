using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An agent passes it on: cold to a queue or an agent, or warm to a colleague they have consulted.</summary>
public static class Transferring
{
    /// <summary>How long it waits for one agent alone before it goes back to everybody.</summary>
    public const int DirectedWaitSeconds = 120;

    public const int MaxReasonLength = 500;

    internal static Decision Decide(ConversationState state, ConversationCommand.Transfer command, Rulebook rules, DateTimeOffset now)
    {
        if (NotServedBy(state, command.By) is { } not)
        {
            return Refuse(not);
        }

        return (command.ToQueue, command.ToAgent) switch
        {
            _ when command.Reason is { Length: > MaxReasonLength } => Refuse(Refusal.ReasonTooLong),
            (null, null) or ({ }, { }) => Refuse(Refusal.TransferTargetInvalid),
            (_, { } agent) when agent == command.By => Refuse(Refusal.TransferToSelf),
            ({ } queue, _) when !rules.Active.Knows(queue) => Refuse(Refusal.QueueUnknown),
            _ when IsSpent(state, rules) => Refuse(Refusal.TransferLimit),
            ({ } queue, _) => Pass(state, new Transferred(now, command.By, TransferKind.ToQueue, queue, null, command.Reason), rules),
            (_, { } agent) => Pass(state, new Transferred(now, command.By, TransferKind.ToAgent, QueueOf(state), agent, command.Reason), rules),
        };
    }

    internal static Decision Consult(ConversationState state, ConversationCommand.Consult command, DateTimeOffset now)
    {
        if (NotServedBy(state, command.By) is { } not)
        {
            return Refuse(not);
        }

        return state.Consult switch
        {
            _ when command.Reason is { Length: > MaxReasonLength } => Refuse(Refusal.ReasonTooLong),
            _ when command.Agent == command.By => Refuse(Refusal.TransferToSelf),
            { } running => running.Agent == command.Agent ? Nothing : Refuse(Refusal.ConsultRunning),
            null => Happen(
                [new ConsultStarted(now, command.By, command.Agent, command.Reason)],
                Notices.To(QueueOf(state), NoticeKind.ConsultAsked, command.Agent)),
        };
    }

    internal static Decision Complete(ConversationState state, ConversationCommand.CompleteConsult command, Rulebook rules, DateTimeOffset now)
    {
        if (NotServedBy(state, command.By) is { } not)
        {
            return Refuse(not);
        }

        if (state.Consult is not { } consult)
        {
            return Refuse(Refusal.NoConsult);
        }

        if (IsSpent(state, rules))
        {
            return Refuse(Refusal.TransferLimit);
        }

        var queue = QueueOf(state);
        return Happen(
            [new Transferred(now, command.By, TransferKind.Consulted, queue, consult.Agent, Reason: null)],
            new Effect.ReleaseAgent(queue, command.By),
            Holding.By(state, consult.Agent, rules),
            Notices.To(queue, NoticeKind.TransferredToYou, consult.Agent));
    }

    internal static Decision End(ConversationState state, ConversationCommand.EndConsult command, DateTimeOffset now)
    {
        if (OverFor(state) is { } over)
        {
            return Refuse(over);
        }

        return state.Consult switch
        {
            null => Refuse(Refusal.NoConsult),
            { } consult when command.By != consult.Agent && command.By != state.Holder => Refuse(Refusal.NotHolder),
            { } consult => Happen(
                [new ConsultEnded(now, command.By, consult.Agent)],
                Notices.To(QueueOf(state), NoticeKind.ConsultEnded, command.By == consult.Agent ? consult.By : consult.Agent)),
        };
    }

    /// <summary>Nobody took it in time: back to everybody, at its old place.</summary>
    internal static Decision.Happened Back(ConversationState state, Phase.Waiting waiting, Rulebook rules, DateTimeOffset now)
    {
        var queued = new Queued(now, waiting.Queue, waiting.Since, QueueReason.TransferMissed);
        return new([queued], [new Effect.WithdrawRequest(waiting.Queue), Entering.Request(state, queued, rules), .. Notices.TransferMissed(state, waiting.Queue)]);
    }

    private static Decision.Happened Pass(ConversationState state, Transferred transferred, Rulebook rules)
    {
        var place = state.Round?.Place ?? transferred.At;
        return Entering.Queue(
            state,
            transferred.Queue,
            place,
            QueueReason.Transferred,
            rules,
            transferred.At,
            transferred.ToAgent,
            transferred.ToAgent is null ? null : transferred.At.AddSeconds(DirectedWaitSeconds),
            before: [transferred],
            effects: [new Effect.ReleaseAgent(QueueOf(state), transferred.By)]);
    }

    private static bool IsSpent(ConversationState state, Rulebook rules) => (state.Round?.Transfers ?? 0) >= rules.TermsOf(QueueOf(state)).MaxTransfers;

    private static QueueId QueueOf(ConversationState state) => state.Phase.QueueOrNone()!.Value;
}
