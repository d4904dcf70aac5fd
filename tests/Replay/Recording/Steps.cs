using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Tests.Replay.Recording;

/// <summary>What a look at a conversation finds, as scenarios need it.</summary>
internal static class Steps
{
    private const string Policy = "1";
    private static readonly QueueId Queue = new("service");
    private static readonly AgentId Agent = new("li");

    public static LifeStep Nothing(DateTimeOffset? due = null) => new([], Policy, due, Ended: false);

    public static LifeStep End { get; } = new([], Policy, null, Ended: true);

    public static LifeStep EndWith(params Effect[] effects) => With(null, effects) with { Ended = true };

    public static LifeStep With(DateTimeOffset? due, params Effect[] effects) =>
        new([.. effects.Select((effect, i) => new StepEffect($"op-{i:d6}", EffectDocument.Of(effect)))], Policy, due, Ended: false);

    public static Effect Request(DateTimeOffset since) => new Effect.RequestAgent(Queue, since, [Agent], since.AddMinutes(2));

    public static Effect Withdraw { get; } = new Effect.WithdrawRequest(Queue);

    public static Effect Release { get; } = new Effect.ReleaseAgent(Queue, Agent, IsAbsent: true);

    public static Effect Deliver { get; } = new Effect.Deliver("reply-1");

    public static Effect Hold { get; } = new Effect.HoldAgent(Queue, Agent, Units: 2, Channel: "telegram", Force: true);

    public static Effect SetAside { get; } = new Effect.SetAgentPresence(Agent, Presence.Away, "silent");

    public static Effect AskOutlook { get; } = new Effect.AskOutlook(Queue);

    public static Effect Recall { get; } = new Effect.RecallDelivery("reply-1");

    public static Effect Notify { get; } = new Effect.Notify(NoticeTo.Agents, NoticeKind.TargetWarning, Queue, [Agent]);

    public static Effect Page { get; } = new Effect.Page(Queue, "firstResponse");

    public static Effect Join { get; } = new Effect.JoinTo(new ConversationId("golden-2"));

    public static Effect Split { get; } = new Effect.SplitFrom(new ConversationId("golden-2"));

    /// <summary>Of a line in which it is the third, and nobody is free.</summary>
    public static QueueOutlook Outlook { get; } = new(Queue, 7, 3, Staffed: 4, Free: 0, NobodyFree.AllAtCapacity, EstimateSeconds: 240, LongestWaitSeconds: 95);

    public static AssignmentToOffer Offer(DateTimeOffset now) => new(
        "op-000001",
        Stage.Key,
        Agent,
        new Explanation(now, Policy, Queue, now, Agent, [new CandidateVerdict(Agent, Verdict.Chosen, 0, 3, now)], 0));
}
