using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Whatever is done in whatever order, under plain rules or rich ones, these hold.</summary>
public sealed class RandomWalkSpecs
{
    private const int Walks = 300;

    private static readonly AgentId[] Agents = [Ana, Bo, new("cy")];

    /// <summary>What to do, who does it, which message it is about, and how many seconds later.</summary>
    internal sealed record Step(int What, int Who, int Which, int Seconds)
    {
        private string Id(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{Which}");

        internal const int Count = 48;

        /// <summary>Mostly it is done by the one who has it, or in the line where it stands: otherwise walks would stay at the door.</summary>
        internal ConversationCommand Command(Story story)
        {
            var agent = Who == 0 && story.State?.Holder is { } holder ? holder : Agents[Who];
            return Command(story, agent, Agents.First(other => other != agent), story.State?.Phase.QueueOrNone() ?? Service);
        }

        private ConversationCommand Command(Story story, AgentId agent, AgentId other, QueueId queue) => What switch
        {
            0 => Says(Id("m"), Which switch { 0 => "人工", 1 => "thanks", 2 => "opening hours?", 3 => "callback", _ => "hello" }, receivedAt: story.Now),
            1 => Does(ItemKind.Edit),
            2 => OfferTo(story.State?.Round?.Directed?.Agent ?? Agents[Which % Agents.Length]),
            3 => new Accept(agent),
            4 => new Decline(agent),
            5 => Answers(agent, Id("r"), text: Which % 3 == 0 ? "one" : "two"),
            6 => Comes((DeliveryStatus)(1 + (Which % 3)), Id("r")),
            7 => new Close(agent, (CloseReason)(Which % 4)),
            8 => new Leave(),
            9 => new AskForPerson(),
            10 => new AskForCallback(Which % 2 == 0 ? null : story.Now.AddHours(Which), "Asia/Shanghai", Id("c"), Which % 3 == 0 ? agent : null),
            11 => new CancelCallback(Which % 2 == 0 ? null : agent),
            12 => new Rate(Id("k"), Which, Which % 2 == 0, [], null),
            13 => new Assess(new QueueOutlook(queue, Which, Which, 2, Which % 3, Which % 3 == 0 ? NobodyFree.AllAtCapacity : null, 60 * Which)),
            14 => new Take(agent, Why(agent)),
            15 => new Recall(agent, Id("r"), AsSupervisor: Which == 0),
            16 => new AddNote(agent, Id("n"), "note", [other]),
            17 => new Transfer(agent, Which % 2 == 0 ? Sales : Service, null, "because"),
            18 => new Transfer(agent, null, other, null),
            19 => new Consult(agent, other, null),
            20 => new CompleteConsult(agent),
            21 => new EndConsult(agent),
            22 => new AddParticipant(agent, other),
            23 => new RemoveParticipant(agent, other),
            24 => new Label(agent, [Id("l")], Which == 0 ? ["l1"] : []),
            25 => new SetPriority(agent, Which),
            26 => new SetTopic(agent, Which == 0 ? null : Id("t")),
            27 => new SetDisposition(agent, Which == 0 ? null : "done"),
            28 => new ScheduleMessage(agent, Id("s"), "later", story.Now.AddSeconds(10 * Which)),
            29 => new CancelScheduled(agent, Id("s")),
            30 => new AskForRating(agent),
            31 => new WaitOnCustomer(agent),
            32 => new ResumeServing(agent),
            33 => new Snooze(agent, Which == 0 ? null : story.Now.AddSeconds(60 * Which)),
            34 => new Wake(agent),
            35 => new FinishWrapUp(agent),
            36 => new Reopen(agent),
            37 => new RecordCallback(agent, (CallbackOutcome)(Which % 3)),
            38 => new TakeOver(agent, null),
            39 => new Watch(agent),
            40 => new Unwatch(agent),
            41 => new Barge(agent),
            42 => new Whisper(agent, Id("w"), "psst"),
            43 => Which == 0 ? new Merge(agent, Scenes.Another) : new Join(Scenes.Another, [BotLeg], Which == 1 ? story.Now : null),
            44 => new Unmerge(agent),
            45 => new Split(Scenes.Another),
            46 => new TakeBack([], IsLast: true),
            47 => new GiveBack(agent),
            _ => new Tick(),
        };
    }

    [Fact]
    public void A_walk_of_any_commands_keeps_the_promises_under_plain_rules() => Check(Policy);

    [Fact]
    public void A_walk_of_any_commands_keeps_the_promises_under_rich_rules() => Check(RichPolicy.Document);

    internal static Gen<Step> Steps() =>
            // A quarter of the steps lets time pass; what customers, routing and holders do most is walked most.
            from what in Gen.Frequency((3, Gen.Constant(Step.Count)), (4, Gen.Choose(0, 7)), (1, Gen.Elements(2, 3, 14)), (6, Gen.Choose(8, Step.Count - 1)))
            from who in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, Agents.Length - 1)))
            from which in Gen.Choose(0, 5)
            from seconds in Gen.Frequency((6, Gen.Choose(0, 5)), (3, Gen.Choose(20, 70)), (1, Gen.Constant(3600)))
            select new Step(what, who, which, seconds);

    private static void Check(ServicePolicy policy)
    {
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Walks).WithEndSize(160),
            Prop.ForAll(Steps().ArrayOf().ToArbitrary(), walk => Walk(walk, policy)));
    }

    private static void Walk(Step[] steps, ServicePolicy policy)
    {
        var story = Begins().Under(policy);
        foreach (var step in steps)
        {
            var before = story.State;
            story.After(step.Seconds).When(step.Command(story));
            if (story.Last is not Decision.Happened happened)
            {
                continue;
            }

            NumbersAreDense(before, story, happened);
            AgentsAreLetGoExactlyWhenTheyHoldItNoLonger(before, story.State, happened);
            AgentsAreAskedForExactlyWhenItBeginsToWait(before, story.State, happened);
            DeliveriesAreOfNewMessages(happened);
            if (story.State is { } state)
            {
                StateIsBounded(state);
                NothingIsStuck(state);
                ClocksAreThoseOfThePhase(state);
            }
        }

        Assert.Equal(Shown(story.State), Shown(Lifecycle.Fold(Key, null, story.Log.Select(Reread))));
        OneHolderAtAnyTime(story.Log);
        NoRoundIsPassedOnTooOften(story.Log, policy);
        NoMarkFiresTwice(story.Log);
    }

    /// <summary>Through storage and back, as a rebuild would.</summary>
    private static ConversationEvent Reread(ConversationEvent e) => EventCodec.Read(EventCodec.TypeOf(e), EventCodec.Write(e));

    private static void NumbersAreDense(ConversationState? before, Story story, Decision.Happened happened)
    {
        Assert.Equal((before?.Version ?? 0) + happened.Events.Count, story.State?.Version ?? 0);
        Assert.Equal(story.Log.Count, story.State?.Version ?? 0);
    }

    /// <summary>What routing counts: everyone who is told to hold it or let go, one after the other, ends up as the state says.</summary>
    private static void AgentsAreLetGoExactlyWhenTheyHoldItNoLonger(ConversationState? before, ConversationState? after, Decision.Happened happened)
    {
        // An offer, or a claim, was counted before it was told.
        var counted = before?.Holder ?? happened.Events.Select(e => e switch
        {
            ConversationEvent.Offered offered => offered.Agent,
            ConversationEvent.Claimed { Why: { } } claimed => claimed.Agent,
            _ => (AgentId?)null,
        }).FirstOrDefault(agent => agent is not null);
        foreach (var effect in happened.Effects)
        {
            switch (effect)
            {
                case Effect.ReleaseAgent release:
                    Assert.Equal(counted, release.Agent);
                    counted = null;
                    break;
                case Effect.HoldAgent hold:
                    Assert.Null(counted);
                    counted = hold.Agent;
                    break;
            }
        }

        Assert.Equal(after?.Holder, counted);
    }

    private static void AgentsAreAskedForExactlyWhenItBeginsToWait(ConversationState? before, ConversationState? after, Decision.Happened happened)
    {
        var isInLine = before?.Phase is Phase.Waiting;
        Effect.RequestAgent? asked = null;
        foreach (var effect in happened.Effects)
        {
            switch (effect)
            {
                case Effect.WithdrawRequest:
                    Assert.True(isInLine);
                    isInLine = false;
                    break;
                case Effect.RequestAgent request:
                    Assert.False(isInLine);
                    isInLine = true;
                    asked = request;
                    break;
            }
        }

        // Who is offered or takes it was taken out of the line by routing itself.
        var isTakenOut = before?.Phase is Phase.Waiting && happened.Events.Any(e => e is ConversationEvent.Offered or ConversationEvent.Claimed);
        Assert.Equal(after?.Phase is Phase.Waiting, isInLine && !isTakenOut);
        if (asked is not null && after?.Phase is Phase.Waiting waiting)
        {
            Assert.Equal(waiting.Queue, asked.Queue);
            Assert.Equal(waiting.Since, asked.Since);
            Assert.Equal(after.MissedOffers.Order(ById), asked.Except);
            Assert.Equal(asked.Except.Count == 0, asked.ExceptUntil is null);
            Assert.Equal(after.Round?.Directed?.Agent, asked.Terms?.Only);
        }
    }

    private static void DeliveriesAreOfNewMessages(Decision.Happened happened) => Assert.Equal(
        happened.Events.Select(e => e switch
        {
            ConversationEvent.Reply reply => reply.MessageId,
            ConversationEvent.Announced announced => announced.MessageId,
            ConversationEvent.BotAnswered answer => answer.MessageId,
            _ => null,
        }).OfType<string>().Order(),
        happened.Effects.OfType<Effect.Deliver>().Select(effect => effect.MessageId).Order());

    private static void StateIsBounded(ConversationState state)
    {
        Assert.True(state.Outgoing.Count <= OutgoingReply.Remembered + OutgoingReply.MaxPending);
        Assert.True(state.Labels.Count <= Describing.MaxLabels);
        Assert.True(state.Participants.Count <= Participant.MaxParticipants);
        Assert.True(state.Scheduled.Count <= ScheduledMessage.MaxScheduled);
        Assert.True(state.Notes.Count <= RememberedNote.Remembered);
        Assert.True(state.Clocks.Count <= Enum.GetValues<ServiceMeasure>().Length);
        // A supervisor may watch what is held out to them.
        Assert.DoesNotContain(state.Participants, participant => participant.Agent == state.Holder && state.Phase is not Phase.Offered);
    }

    /// <summary>Each open conversation has an owner, stands in the line, or has a time at which it goes on; what is over ends.</summary>
    private static void NothingIsStuck(ConversationState state)
    {
        var due = Lifecycle.NextDue(state);
        switch (state.Phase)
        {
            case Phase.WithBot or Phase.Offered or Phase.CallbackDue or Phase.WrapUp or Phase.Closed or Phase.Merged:
                Assert.NotNull(due);
                break;
            case Phase.Ended:
                Assert.Null(due);
                break;
        }
    }

    private static void ClocksAreThoseOfThePhase(ConversationState state)
    {
        var open = state.Clocks.Where(clock => clock.Clock.IsOpen).Select(clock => clock.Measure).ToHashSet();
        if (!state.Phase.IsOpen() || state.Phase is Phase.WrapUp)
        {
            Assert.Empty(open);
        }

        if (state.Phase is Phase.Serving or Phase.WaitingOnCustomer or Phase.WithBot or Phase.Snoozed or Phase.CallbackDue)
        {
            Assert.DoesNotContain(ServiceMeasure.TimeInQueue, open);
        }

        Assert.All(state.Clocks, clock => Assert.Equal(clock.Clock.IsOpen && clock.Clock.Armed.Count > 0 && !clock.Clock.IsPaused, clock.NextDue is not null));
    }

    private static void OneHolderAtAnyTime(IEnumerable<ConversationEvent> log)
    {
        ConversationState? state = null;
        foreach (var e in log)
        {
            switch (e)
            {
                case ConversationEvent.Offered or ConversationEvent.Claimed:
                    Assert.Null(state?.Holder);
                    break;
                case ConversationEvent.Accepted accepted:
                    Assert.Equal(state?.Holder, accepted.Agent);
                    break;
                case ConversationEvent.Reply { WasScheduled: null } reply:
                    Assert.True(state?.Holder == reply.Agent || state?.Participant(reply.Agent) is { Role: ParticipantRole.Taking or ParticipantRole.Barging });
                    break;
            }

            state = Lifecycle.Evolve(Key, state, e);
        }
    }

    private static void NoRoundIsPassedOnTooOften(IEnumerable<ConversationEvent> log, ServicePolicy policy)
    {
        var transfers = 0;
        foreach (var e in log)
        {
            transfers = e switch
            {
                ConversationEvent.Opened or ConversationEvent.Reopened => 0,
                ConversationEvent.Transferred => transfers + 1,
                _ => transfers,
            };
            Assert.True(transfers <= policy.Queues.Max(queue => queue.MaxTransfers));
        }
    }

    private static void NoMarkFiresTwice(IEnumerable<ConversationEvent> log)
    {
        var marks = log.OfType<ConversationEvent.ClocksChanged>().SelectMany(e => e.Changes)
            .SelectMany(change => change.Fired.Select(mark => (change.Measure, change.Clock.StartedAt, mark.Percent, mark.TargetSeconds, mark.DueAt)));
        Assert.All(marks.GroupBy(mark => mark), same => Assert.Single(same));
    }

    private static Comparer<AgentId> ById { get; } = Comparer<AgentId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value));
}
