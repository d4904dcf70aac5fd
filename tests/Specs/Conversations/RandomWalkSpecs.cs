using FsCheck;
using FsCheck.Fluent;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Whatever is done in whatever order, these hold.</summary>
public sealed class RandomWalkSpecs
{
    private const int Walks = 300;

    private static readonly AgentId[] Agents = [Ana, Bo, new("cy")];

    /// <summary>What to do, who does it, which message it is about, and how many seconds later.</summary>
    private sealed record Step(int What, int Who, int Which, int Seconds)
    {
        internal ConversationCommand Command(DateTimeOffset now) => What switch
        {
            0 => Says($"m{Which}", receivedAt: now),
            1 => Does(ItemKind.Edit),
            2 => OfferTo(Agents[Who]),
            3 => new Accept(Agents[Who]),
            4 => new Decline(Agents[Who]),
            5 => Answers(Agents[Who], $"r{Which}", text: Which % 3 == 0 ? "one" : "two"),
            6 => Comes((DeliveryStatus)(1 + (Which % 3)), $"r{Which}"),
            7 => Closes(Agents[Who]),
            _ => new Tick(),
        };
    }

    [Fact]
    public void A_walk_of_any_commands_keeps_the_promises()
    {
        var steps =
            from what in Gen.Choose(0, 8)
            from who in Gen.Choose(0, Agents.Length - 1)
            from which in Gen.Choose(0, 5)
            from seconds in Gen.Frequency((6, Gen.Choose(0, 5)), (3, Gen.Choose(20, 70)), (1, Gen.Constant(3600)))
            select new Step(what, who, which, seconds);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Walks).WithEndSize(120),
            Prop.ForAll(steps.ArrayOf().ToArbitrary(), walk => Walk(walk)));
    }

    private static void Walk(Step[] steps)
    {
        var story = Begins();
        foreach (var step in steps)
        {
            var before = story.State;
            story.After(step.Seconds).When(step.Command(story.Now));
            if (story.Last is Decision.Happened happened)
            {
                NumbersAreDense(before, story, happened);
                AgentsAreLetGoExactlyWhenTheyHoldItNoLonger(before, story.State, happened);
                AgentsAreAskedForExactlyWhenItBeginsToWait(before, story.State, happened);
                DeliveriesAreOfNewReplies(happened);
                StateIsBounded(story.State);
            }
        }

        Assert.Equal(Shown(story.State), Shown(Lifecycle.Fold(Key, null, story.Log.Select(Reread))));
        OneHolderAtAnyTime(story.Log);
    }

    /// <summary>Through storage and back, as a rebuild would.</summary>
    private static ConversationEvent Reread(ConversationEvent e) => EventCodec.Read(EventCodec.TypeOf(e), EventCodec.Write(e));

    private static void NumbersAreDense(ConversationState? before, Story story, Decision.Happened happened)
    {
        Assert.Equal((before?.Version ?? 0) + happened.Events.Count, story.State?.Version ?? 0);
        Assert.Equal(story.Log.Count, story.State?.Version ?? 0);
    }

    private static void AgentsAreLetGoExactlyWhenTheyHoldItNoLonger(ConversationState? before, ConversationState? after, Decision.Happened happened)
    {
        AgentId[] expected = before?.Holder is { } holder && after?.Holder != holder ? [holder] : [];
        Assert.Equal(expected, happened.Effects.OfType<Effect.ReleaseAgent>().Select(effect => effect.Agent));
    }

    private static void AgentsAreAskedForExactlyWhenItBeginsToWait(ConversationState? before, ConversationState? after, Decision.Happened happened)
    {
        var beginsToWait = after?.Phase is Phase.Waiting && before?.Phase is not Phase.Waiting;
        var request = happened.Effects.OfType<Effect.RequestAgent>().SingleOrDefault();
        Assert.Equal(beginsToWait, request is not null);
        if (request is not null)
        {
            Assert.Equal(((Phase.Waiting)after!.Phase).Since, request.Since);
            Assert.Equal(after.MissedOffers.Order(ById), request.Except);
            Assert.Equal(request.Except.Count == 0, request.ExceptUntil is null);
        }
    }

    private static void DeliveriesAreOfNewReplies(Decision.Happened happened) => Assert.Equal(
        happened.Events.OfType<ConversationEvent.Reply>().Select(reply => reply.MessageId),
        happened.Effects.OfType<Effect.Deliver>().Select(effect => effect.MessageId));

    private static void StateIsBounded(ConversationState? state) =>
        Assert.True(state is null || state.Outgoing.Count <= OutgoingReply.Remembered + OutgoingReply.MaxPending);

    private static void OneHolderAtAnyTime(IEnumerable<ConversationEvent> log)
    {
        AgentId? holder = null;
        foreach (var e in log)
        {
            switch (e)
            {
                case ConversationEvent.Offered offered:
                    Assert.Null(holder);
                    holder = offered.Agent;
                    break;
                case ConversationEvent.Accepted accepted:
                    Assert.Equal(holder, accepted.Agent);
                    break;
                case ConversationEvent.Reply reply:
                    Assert.Equal(holder, reply.Agent);
                    break;
                case ConversationEvent.OfferMissed or ConversationEvent.OfferDeclined or ConversationEvent.Closed:
                    Assert.NotNull(holder);
                    holder = null;
                    break;
            }
        }
    }

    private static Comparer<AgentId> ById { get; } = Comparer<AgentId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value));
}
