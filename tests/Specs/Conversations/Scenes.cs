using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>A conversation in each phase, and one of each command: what the totality specs and the drawing go through.</summary>
internal static class Scenes
{
    internal static readonly ConversationId Another = ConversationId.Of(Person, 2);

    internal static readonly Dictionary<string, Func<Story>> ByPhase = new()
    {
        ["Nothing"] = Begins,
        ["WithBot"] = IsWithBot,
        ["Waiting"] = IsWaiting,
        ["Offered"] = IsOffered,
        ["Serving"] = IsServed,
        ["WaitingOnCustomer"] = IsWaitingOnCustomer,
        ["Snoozed"] = IsSnoozed,
        ["CallbackDue"] = IsToBeCalledBack,
        ["WrapUp"] = IsWrappedUp,
        ["Closed"] = IsClosed,
        ["Merged"] = IsMerged,
        ["Ended"] = HasEnded,
    };

    /// <summary>Each by the one who may do it where anybody may: Ana has the conversation, Bo is the supervisor.</summary>
    internal static readonly IReadOnlyList<ConversationCommand> Commands =
    [
        Says("m9"), new Leave(), new AskForPerson(), new AskForCallback(null, null, "c9"), new CancelCallback(), new Rate("k9", 4, true, [], null),
        OfferTo(Ana), new Assess(new QueueOutlook(Service, 1, 1, 1, 0, NobodyFree.AllAtCapacity, 60)), new Take(Ana, Why(Ana)), new GiveBack(Ana), new Accept(Ana), new Decline(Ana), Answers(Ana, "r9"), new Recall(Ana, "r1"), new SendAgain(Ana, "r1"), new SettleDelivery(Ana, "r1", true), new AddNote(Ana, "n9", "a note", []),
        new Transfer(Ana, Sales, null, null), new Consult(Ana, Bo, null), new CompleteConsult(Ana), new EndConsult(Ana), new AddParticipant(Ana, Bo), new RemoveParticipant(Ana, Bo),
        new Label(Ana, ["vip"], []), new SetPriority(Ana, 5), new SetTopic(Ana, "refund"), new SetDisposition(Ana, null),
        new ScheduleMessage(Ana, "s9", "later", Start.AddDays(1)), new CancelScheduled(Ana, "s9"), new AskForRating(Ana),
        new WaitOnCustomer(Ana), new ResumeServing(Ana), new Snooze(Ana, null), new Wake(Ana), Closes(Ana), new FinishWrapUp(Ana), new Reopen(Ana),
        new RecordCallback(Ana, CallbackOutcome.Reached), new TakeOver(Bo, null), new Watch(Bo), new Unwatch(Bo), new Barge(Bo), new Whisper(Bo, "w9", "a word"),
        new Merge(Ana, Another), new Join(Another, [BotLeg], null), new Unmerge(Ana), new Split(Another), new TakeBack([], IsLast: true),
        Comes(DeliveryStatus.Delivered), new RecordRecall("r1", IsTakenBack: true), new Tick(),
    ];

    // What the rules of these specs do not bring about is told by its event: the phases are what is looked at here.
    private static Story IsWithBot() => IsWaiting().Tell(new ConversationEvent.BotSeated(Start, Service, "always"));

    private static Story IsWaitingOnCustomer() => IsServed().Given(new WaitOnCustomer(Ana));

    private static Story IsSnoozed() => IsServed().Given(new Snooze(Ana, Start.AddHours(1)));

    private static Story IsToBeCalledBack() => IsWaiting().Tell(new ConversationEvent.CallbackAgreed(Start, Start.AddHours(1), null, "c1", null));

    private static Story IsWrappedUp() => IsServed().Tell(new ConversationEvent.WrapUpBegan(Start, Ana, CloseReason.Resolved, Start.AddMinutes(2)));

    /// <summary>A message of the customer whose conversation goes on in this one.</summary>
    internal static Receive For(ConversationId via, string key, Leg leg, ItemKind kind = ItemKind.Text) =>
        new(Person, key, leg, new InboundItem { Kind = kind, Sender = leg.Sender, DedupeKey = key, Text = "for the other" }, Start, Via: via);

    private static Story IsMerged() => IsServed().Given(new Merge(Ana, Another));
}
