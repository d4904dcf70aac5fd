using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Durable.Routing;

namespace OmniFunctions.Tests.Replay.Mutations;

/// <summary>Changes that no replay of the golden histories may let pass.</summary>
internal static class MutationCatalogue
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("the look is renamed", context => new RenamedActivity(context, nameof(AdvanceActivity))),
        new("the delivery is renamed", context => new RenamedActivity(context, nameof(DeliverActivity))),
        new("the offer is renamed", context => new RenamedActivity(context, nameof(OfferActivity))),
        new("the taking is renamed", context => new RenamedActivity(context, nameof(TakeActivity))),
        new("the delivery is left out", context => new RemovedActivity(context, nameof(DeliverActivity))),
        new("the offer is left out", context => new RemovedActivity(context, nameof(OfferActivity))),
        new("the assessment is renamed", context => new RenamedActivity(context, nameof(AssessActivity))),
        new("the assessment is left out", context => new RemovedActivity(context, nameof(AssessActivity))),
        new("the recall is renamed", context => new RenamedActivity(context, nameof(RecallActivity))),
        new("the recall is left out", context => new RemovedActivity(context, nameof(RecallActivity))),
        new("the notice is renamed", context => new RenamedActivity(context, nameof(NoticeActivity))),
        new("the notice is called twice", context => new ActivityCalledTwice(context, nameof(NoticeActivity))),
        new("the joining is renamed", context => new RenamedActivity(context, nameof(JoinActivity))),
        new("the joining is left out", context => new RemovedActivity(context, nameof(JoinActivity))),
        new("the splitting off is renamed", context => new RenamedActivity(context, nameof(SplitActivity))),
        new("the splitting off is called twice", context => new ActivityCalledTwice(context, nameof(SplitActivity))),
        new("the giving back is renamed", context => new RenamedActivity(context, nameof(GiveBackActivity))),
        new("the line is not asked about", context => new AsksNothing(context)),
        new("the look is called twice", context => new ActivityCalledTwice(context, nameof(AdvanceActivity))),
        new("the delivery is called twice", context => new ActivityCalledTwice(context, nameof(DeliverActivity))),
        new("a call is added at the beginning", context => new AddedActivity(context, 0, before: true)),
        new("a call is added after the first", context => new AddedActivity(context, 0, before: false)),
        new("a call is added in the fifth round", context => new AddedActivity(context, 4, before: true)),
        new("calls are made at once instead of one after another", context => new ActivitiesAtOnce(context)),
        new("the look becomes a sub-orchestration", context => new ActivityMadeSubOrchestration(context, nameof(AdvanceActivity))),
        new("the delivery becomes a sub-orchestration", context => new ActivityMadeSubOrchestration(context, nameof(DeliverActivity))),
        new("nothing is tried again", context => new OtherRetries(context, null)),
        new("it is tried twice only", context => new OtherRetries(context, TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1))))),
        new("it is tried again at once", context => new OtherRetries(context, TaskOptions.FromRetryHandler(_ => true))),
        new("the code looks whether it is replaying", context => new LooksAtReplaying(context)),
        new("the code awaits a delay of its own", context => new AwaitsOutsideOfItsContext(context)),
        new("the code throws at once", context => new ThrowsAt(context, 0)),
        new("the code throws in the third round", context => new ThrowsAt(context, 2)),
        new("the timer is left out", context => new RemovedTimer(context)),
        new("a second timer is set", context => new SecondTimer(context)),
        new("it sleeps at the beginning", context => new TimerAtTheBeginning(context)),
        new("an activity sleeps instead of the timer", context => new TimerMadeActivity(context)),
        new("the event is renamed", context => new RenamedEvent(context)),
        new("an event is awaited at the beginning", context => new WaitsAtTheBeginning(context)),
        new("the event must come twice", context => new WaitsTwice(context)),
        new("the ring goes to another instance", context => new SendsOtherwise(context, id => id + "-2", name => name)),
        new("the ring is renamed where it is sent", context => new SendsOtherwise(context, id => id, name => name + "2")),
        new("the ring is not sent", context => new SendsNothing(context)),
        new("the ring is sent twice", context => new SendsTwice(context)),
        new("routing is not signalled", context => new SignalsOtherwise(context, (_, _, _, _) => Task.CompletedTask)),
        new("the signal is renamed", context => new SignalsOtherwise(context, (entities, id, name, input) => entities.SignalEntityAsync(id, name + "2", input))),
        new("another entity is signalled", context => new SignalsOtherwise(
            context, (entities, id, name, input) => entities.SignalEntityAsync(new EntityInstanceId(id.Name, id.Key + "-2"), name, input))),
        new("routing is called instead of signalled", context => new SignalsOtherwise(context, (entities, id, name, input) => entities.CallEntityAsync(id, name, input))),
        new("signals go out after the next call", context => new SignalsAfterTheNextActivity(context)),
        new("the entity is locked", context => new LocksTheEntity(context)),
    ];

    /// <summary>The golden histories that notice the mutation, by name.</summary>
    public static IReadOnlyList<string> Noticing(Mutation mutation)
    {
        var mutated = mutation.Of(GoldenHistories.Present());
        return [.. GoldenHistories.All.Where(golden => !GoldenHistories.Replay(golden.History, mutated).IsOk).Select(golden => golden.Name)];
    }
}
