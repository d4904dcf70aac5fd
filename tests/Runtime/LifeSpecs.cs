using System.Text;
using Azure.Messaging.ServiceBus;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Lifecycles;

namespace OmniFunctions.Tests.Runtime;

public sealed class LifeSpecs
{
    private static readonly AgentId Lin = new("lin");
    private static readonly AgentId Wang = new("wang");

    [Fact]
    public async Task A_message_finds_an_agent_and_the_answer_finds_the_customer()
    {
        await using var platform = await Platform.StartAsync();
        await using var life = await LifeUnderTest.StartAsync(platform.Address);
        await life.ComesOnlineAsync(Lin);
        var key = await life.WriteAsync(7, "hello");
        await life.UntilOfferedAsync(key, Lin);
        await life.CommandAsync(key, new ConversationCommand.Accept(Lin));
        await life.CommandAsync(key, new ConversationCommand.SendReply(Lin, "m1", "here you are"));
        await life.UntilAsync(key, found => found.State.Reply("m1")?.Status == DeliveryStatus.Delivered);
        Assert.Equal("here you are", Assert.Single(platform.Arrived));

        await life.CommandAsync(key, new ConversationCommand.Close(Lin, CloseReason.Resolved));
        await life.RoutingAsync(routing => routing.Group.Agents[Lin].Held.IsEmpty && !routing.Conversations.Any());
        var rest = await life.UntilAsync(key, found => found.Progress.Advanced == found.Version);
        Assert.Equal((rest.Version, rest.Version), (rest.Progress.Published, rest.Progress.Advanced));
    }

    [Fact]
    public async Task A_declined_offer_goes_to_the_next_agent_and_the_first_one_has_room_again()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin, capacity: 1);
        var key = await life.WriteAsync(7, "hello");
        await life.UntilOfferedAsync(key, Lin);
        await life.CommandAsync(key, new ConversationCommand.Decline(Lin));
        await life.ComesOnlineAsync(Wang);
        await life.UntilOfferedAsync(key, Wang);
        await life.RoutingAsync(routing => routing.Group.Agents[Lin].Held.IsEmpty && routing.Group.Agents[Wang].Held.ContainsKey(key.Id));
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_is_missed_by_the_timer()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin, capacity: 1);
        var key = await life.WriteAsync(7, "hello");
        var offered = await life.UntilOfferedAsync(key, Lin);
        await life.ComesOnlineAsync(Wang);
        await life.UntilAsync(key, found => found.Progress.Advanced == found.Version);
        await life.PassAsync(offered.NextDue!.Value, life.UntilOfferedAsync(key, Wang));
        var missed = (await life.Runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.OfferMissed>().Single();
        Assert.Equal(Lin, missed.Agent);
    }

    [Fact]
    public async Task The_only_agent_there_is_not_asked_again_at_once_but_after_a_pause()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin);
        var key = await life.WriteAsync(7, "hello");
        await life.UntilOfferedAsync(key, Lin);
        await life.CommandAsync(key, new ConversationCommand.Decline(Lin));
        await life.RoutingAsync(routing => routing.Group.Waiting.Count == 1 && routing.Group.Agents[Lin].Held.IsEmpty);
        await life.UntilAsync(key, found => found.State.Phase is Phase.Waiting && found.Progress.Advanced == found.Version);
        life.Time.Advance(TimeSpan.FromSeconds(30));
        await life.UntilOfferedAsync(key, Lin);
    }

    [Fact]
    public async Task Who_misses_an_offer_is_away_for_everyone_to_see()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin);
        var key = await life.WriteAsync(7, "hello");
        var offered = await life.UntilOfferedAsync(key, Lin);
        await life.UntilAsync(key, found => found.Progress.Advanced == found.Version);
        await life.PassAsync(offered.NextDue!.Value, life.RoutingAsync(routing =>
            routing.Group.Agents[Lin] is { Presence: Presence.Away, Held.IsEmpty: true } && routing.Group.Waiting.Count == 1));
        Assert.Equal(Presence.Away, life.Runtime.Push.Seats.Last().Presence);
        life.Time.Advance(TimeSpan.FromMinutes(1));
        await life.ComesOnlineAsync(Lin);
        await life.UntilOfferedAsync(key, Lin);
    }

    [Fact]
    public async Task Nobody_is_given_more_than_they_have_room_for()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin, capacity: 2);
        var keys = new List<ConversationKey>();
        for (var sender = 1; sender <= 4; sender++) keys.Add(await life.WriteAsync(sender, "hello"));
        var routing = await life.RoutingAsync(state => state.Group.Waiting.Count == 2);
        Assert.Equal(2, routing.Group.Agents[Lin].Held.Count);
        var first = keys.First(key => routing.Group.Agents[Lin].Held.ContainsKey(key.Id));
        await life.UntilOfferedAsync(first, Lin);
        await life.CommandAsync(first, new ConversationCommand.Close(Lin, CloseReason.Spam));
        Assert.Equal(2, (await life.RoutingAsync(state => state.Group.Waiting.Count == 1)).Group.Agents[Lin].Held.Count);
    }

    [Fact]
    public async Task A_ring_that_was_lost_costs_time_and_nothing_else()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin);
        life.DeafToRings = true;
        var key = await life.WriteAsync(7, "hello");
        await life.UntilListedAsync(new HolderView.Living(RuntimeUnderTest.Tenant));
        Assert.Equal(0, await life.Runtime.Get<Sweep>().RunAsync(life.Client));
        life.Time.Advance(OverdueConversations.Grace + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await life.Runtime.Get<Sweep>().RunAsync(life.Client));
        await life.UntilOfferedAsync(key, Lin);
    }

    [Fact]
    public async Task A_ring_lost_at_the_close_keeps_no_agent_engaged_and_no_conversation_from_its_end()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin);
        var key = await life.WriteAsync(7, "hello");
        await life.UntilOfferedAsync(key, Lin);
        await life.CommandAsync(key, new ConversationCommand.Accept(Lin));
        var accepted = await life.UntilAsync(key, found => found.State.Phase is Phase.Serving && found.Progress.Advanced == found.Version);
        life.DeafToRings = true;
        await life.CommandAsync(key, new ConversationCommand.Close(Lin, CloseReason.Resolved));
        await life.Runtime.Get<HolderIndex>().ListAsync(new HolderView.Open(RuntimeUnderTest.Tenant), 10);
        Assert.Equal(accepted.Version, (await life.UntilAsync(key, found => found.State.Phase is Phase.Closed)).Progress.Advanced);
        life.Time.Advance(OverdueConversations.Grace + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await life.Runtime.Get<Sweep>().RunAsync(life.Client));
        await life.RoutingAsync(state => state.Group.Agents[Lin].Held.Count == 0);
        var closed = await life.UntilAsync(key, found => found.Progress.Advanced == found.Version);
        await life.PassAsync(closed.NextDue!.Value, life.UntilAsync(key, found => found.State.Phase is Phase.Ended));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_set_aside_and_holds_up_nobody()
    {
        await using var life = await LifeUnderTest.StartAsync();
        var bus = life.Runtime.Get<ServiceBusClient>();
        var first = await life.WriteAsync(7, "hello");
        await life.UntilAsync(first, found => found.State.Phase is Phase.Waiting);
        await bus.CreateSender(BusKeys.Inbound).SendMessageAsync(
            new ServiceBusMessage("no envelope") { MessageId = "broken", SessionId = first.Id.Value[..^2] });
        await life.WriteAsync(7, "still there?");
        await life.UntilAsync(first, found => found.Summary.LastText == "still there?");
        Assert.Equal(1, ServiceBusBroker.On(life.Runtime.Store).Count(BusKeys.Inbound).DeadLettered);
    }

    [Fact]
    public async Task The_figures_are_told_every_event_once_and_no_word_of_what_was_said()
    {
        await using var life = await LifeUnderTest.StartAsync();
        var key = await life.WriteAsync(7, "canary-4711");
        var found = await life.UntilAsync(key, stored => stored.Progress.Published == stored.Version);
        var told = new List<string>();
        var log = EventHubLog.On(life.Runtime.Store);
        for (var partition = 0; partition < log.PartitionCount(BusKeys.Insights); partition++)
        {
            var events = await log.ReadAsync(BusKeys.Insights, partition, 0, 100, TimeSpan.Zero);
            told.AddRange(events.Select(data => Encoding.UTF8.GetString(data.EventBody.ToArray())));
        }

        Assert.Equal(found.Version, told.Count);
        Assert.DoesNotContain(told, json => json.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Conversations_go_on_while_the_figures_cannot_be_told()
    {
        await using var life = await LifeUnderTest.StartAsync(withInsights: false);
        await life.ComesOnlineAsync(Lin);
        var key = await life.WriteAsync(7, "hello");
        await life.UntilOfferedAsync(key, Lin);
        var found = await life.UntilAsync(key, stored => stored.Progress.Advanced == stored.Version);
        Assert.Equal(0, found.Progress.Published);
        EventHubLog.On(life.Runtime.Store).DeclareHub(BusKeys.Insights);
        await Doorbell.RingAsync(life.Client, key, Wake.Ring);
        await life.UntilAsync(key, stored => stored.Progress.Published == stored.Version);
    }
}
