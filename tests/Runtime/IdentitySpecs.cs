using System.Collections.Immutable;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Tests.Runtime;

public sealed class IdentitySpecs
{
    /// <summary>The races here are run some hundred times; the tool of the faults runs them by the hundred thousand.</summary>
    private const int Races = 150;

    private static readonly AgentId Lin = new("lin");
    private static readonly AccountKey Official = new(RuntimeUnderTest.Tenant, "wechat-oa", "service");
    private static readonly AccountKey OtherBot = new(RuntimeUnderTest.Tenant, "telegram", "sales");

    [Fact]
    public async Task A_linked_identity_writes_into_the_persons_conversation_and_the_reason_is_kept()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (person, other) = await TwoPeopleAsync(runtime, "o1");
        var linked = Assert.IsType<LinkOutcome.Done>(await LinkAsync(runtime, other, person));
        Assert.Equal((other.Person, person, Lin, "same order number"), Single(linked.Identity.Changes));

        var went = await WriteAsync(runtime, Official, "o1", "and here");
        Assert.Equal(ConversationId.Of(person, 1), went.Conversation!.Value.Id);
        var identities = await runtime.Get<IdentityStore>().OfAsync(RuntimeUnderTest.Tenant, person);
        Assert.Equal([("telegram", "7"), ("wechat-oa", "o1")], identities.Select(one => (one.Account.Channel, one.Sender)).Order());
        Assert.Empty(await runtime.Get<IdentityStore>().OfAsync(RuntimeUnderTest.Tenant, other.Person));
    }

    [Fact]
    public async Task A_link_that_is_taken_back_makes_them_two_people_again()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (person, other) = await TwoPeopleAsync(runtime, "o1");
        await LinkAsync(runtime, other, person);
        Assert.IsType<LinkOutcome.Done>(await runtime.Get<IdentityStore>().UnlinkAsync(RuntimeUnderTest.Tenant, other.Key, Lin, "it was the brother"));
        Assert.Equal(other.Person, await runtime.Get<PeopleStore>().PersonOfAsync(Official, "o1"));
        var again = (await runtime.Get<IdentityStore>().FindAsync(RuntimeUnderTest.Tenant, other.Key))!;
        Assert.Equal(["same order number", "it was the brother"], again.Changes.Select(change => change.Reason));
    }

    [Fact]
    public async Task What_cannot_be_linked_is_refused_with_its_reason()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (person, other) = await TwoPeopleAsync(runtime, "o1");
        var links = runtime.Get<IdentityStore>();
        Assert.Equal(LinkRefusal.IdentityUnknown, Refusal(await links.LinkAsync(RuntimeUnderTest.Tenant, "nobody", person, new LinkReason.SaidByAgent(Lin, "why"))));
        Assert.Equal(LinkRefusal.PersonUnknown, Refusal(await links.LinkAsync(RuntimeUnderTest.Tenant, other.Key, new PersonId("nobody"), new LinkReason.SaidByAgent(Lin, "why"))));
        Assert.Equal(LinkRefusal.ReasonEmpty, Refusal(await links.LinkAsync(RuntimeUnderTest.Tenant, other.Key, person, new LinkReason.SaidByAgent(Lin, ""))));
        Assert.Equal(LinkRefusal.ScopeDiffers, Refusal(await links.LinkAsync(RuntimeUnderTest.Tenant, other.Key, person, new LinkReason.SamePlatformId())));
        Assert.Equal(LinkRefusal.NotLinked, Refusal(await links.UnlinkAsync(RuntimeUnderTest.Tenant, other.Key, Lin, "why")));
        Assert.Equal(LinkRefusal.IdentityUnknown, Refusal(await links.LinkAsync(new TenantId("other"), other.Key, person, new LinkReason.SaidByAgent(Lin, "why"))));
    }

    [Fact]
    public async Task One_customer_of_two_bots_is_one_person_and_the_platform_is_the_reason()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var first = await WriteAsync(runtime, RuntimeUnderTest.Bot, "7", "hello");
        var second = await WriteAsync(runtime, OtherBot, "7", "hello again");
        Assert.Equal(first.Conversation, second.Conversation);
        var person = await runtime.Get<PeopleStore>().PersonOfAsync(OtherBot, "7");
        var identity = (await runtime.Get<IdentityStore>().OfAsync(RuntimeUnderTest.Tenant, person)).Single(one => one.Account == OtherBot);
        Assert.Null(Assert.Single(identity.Changes).By);
        Assert.NotEqual(first.Conversation, (await WriteAsync(runtime, Official, "7", "somebody else")).Conversation);
    }

    [Fact]
    public async Task First_messages_to_two_bots_at_once_are_one_persons_one_conversation()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        for (var race = 1; race <= Races; race++)
        {
            var sender = $"{race}";
            var outcomes = await AtOnceAsync(runtime, (RuntimeUnderTest.Bot, sender), (OtherBot, sender), (RuntimeUnderTest.Bot, sender), (OtherBot, sender));
            var key = Assert.Single(outcomes.Select(outcome => outcome.Conversation).Distinct());
            Assert.Equal(4, await MessagesAsync(runtime, key!.Value));
        }
    }

    [Fact]
    public async Task A_linked_person_who_writes_on_two_channels_at_the_same_moment_has_one_conversation()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        for (var race = 1; race <= Races; race++)
        {
            var person = await runtime.Get<PeopleStore>().PersonOfAsync(RuntimeUnderTest.Bot, $"{race}");
            await runtime.Get<PeopleStore>().PersonOfAsync(Official, $"o{race}");
            var other = await IdentityAsync(runtime, Official, $"o{race}");
            Assert.IsType<LinkOutcome.Done>(await LinkAsync(runtime, other, person));

            var outcomes = await AtOnceAsync(runtime, (RuntimeUnderTest.Bot, $"{race}"), (Official, $"o{race}"));
            var key = Assert.Single(outcomes.Select(outcome => outcome.Conversation).Distinct());
            Assert.Equal(2, await MessagesAsync(runtime, key!.Value));
        }
    }

    [Fact]
    public async Task A_message_that_comes_again_after_the_link_is_still_the_same_message()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (person, other) = await TwoPeopleAsync(runtime, "o1");
        await SendAsync(runtime, Official, "o1", "once");
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        var before = (await runtime.TakeInAsync(message)).Conversation!.Value;
        await LinkAsync(runtime, other, person);

        var again = await runtime.TakeInAsync(message);
        Assert.Equal((before, Wake.Start), (again.Conversation!.Value, again.Wake));
        Assert.Empty(await runtime.EventsAsync(new ConversationKey(RuntimeUnderTest.Tenant, ConversationId.Of(person, 1))));
    }

    [Fact]
    public async Task Whoever_still_takes_it_for_the_former_person_comes_too_late()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (person, other) = await TwoPeopleAsync(runtime, "o1");
        await SendAsync(runtime, Official, "o1", "once");
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        await LinkAsync(runtime, other, person);
        var taken = (await runtime.TakeInAsync(message)).Conversation!.Value;

        var formers = new ConversationKey(RuntimeUnderTest.Tenant, ConversationId.Of(other.Person, 1));
        var item = (await runtime.EventsAsync(taken)).Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Single();
        var late = await runtime.Conversations.ApplyAsync(
            formers, new ConversationCommand.Receive(other.Person, message.MessageId!, new Leg(Official, "o1", null), item.Item, item.ReceivedAt, null, null, null));

        Assert.True(late.KeptOut);
        Assert.Empty(await runtime.EventsAsync(formers));
        Assert.Equal(1, await MessagesAsync(runtime, taken));
    }

    [Fact]
    public async Task What_was_kept_out_comes_in_when_the_link_was_taken_back_before_it_came_in_elsewhere()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (person, other) = await TwoPeopleAsync(runtime, "o1");
        await SendAsync(runtime, Official, "o1", "once");
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        var formers = new ConversationKey(RuntimeUnderTest.Tenant, ConversationId.Of(other.Person, 1));
        await LinkAsync(runtime, other, person);
        Assert.True(await runtime.Conversations.KeepOutAsync(formers, message.MessageId!));
        Assert.IsType<LinkOutcome.Done>(await runtime.Get<IdentityStore>().UnlinkAsync(RuntimeUnderTest.Tenant, other.Key, Lin, "it was the brother"));

        Assert.Equal(formers, (await runtime.TakeInAsync(message)).Conversation);
        Assert.Equal(1, await MessagesAsync(runtime, formers));
        var elsewhere = new ConversationKey(RuntimeUnderTest.Tenant, ConversationId.Of(person, 1));
        Assert.Equal(MessageStanding.KeptOut, await runtime.Conversations.StandingAsync(elsewhere, message.MessageId!));
    }

    [Fact]
    public async Task What_a_linked_identity_has_open_goes_on_in_the_persons_open_conversation()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var into = (await WriteAsync(runtime, RuntimeUnderTest.Bot, "7", "hello")).Conversation!.Value;
        var other = (await WriteAsync(runtime, Official, "o1", "hello too")).Conversation!.Value;
        var person = await runtime.Get<PeopleStore>().PersonOfAsync(RuntimeUnderTest.Bot, "7");
        await LinkAsync(runtime, await IdentityAsync(runtime, Official, "o1"), person);
        Assert.Equal([other, into], await runtime.Get<Gathering>().AfterLinkAsync(RuntimeUnderTest.Tenant, person));
        Assert.Equal(into.Id, Assert.IsType<Phase.Merged>((await runtime.Conversations.FindAsync(other))!.State.Phase).Into);
        Assert.Equal(into, (await WriteAsync(runtime, Official, "o1", "and now")).Conversation!.Value);
    }

    [Fact]
    public async Task A_link_made_while_first_messages_are_in_flight_leaves_one_open_conversation()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        for (var race = 1; race <= Races; race++)
        {
            var (bot, openId) = ($"{race}", $"o{race}");
            var person = await runtime.Get<PeopleStore>().PersonOfAsync(RuntimeUnderTest.Bot, bot);
            await runtime.Get<PeopleStore>().PersonOfAsync(Official, openId);
            var identity = await IdentityAsync(runtime, Official, openId);
            await SendAsync(runtime, RuntimeUnderTest.Bot, bot, "here");
            await SendAsync(runtime, Official, openId, "and there");
            var messages = await runtime.TakeInboundAsync(2);

            var link = Task.Run(async () =>
            {
                await LinkAsync(runtime, identity, person);
                await runtime.Get<Gathering>().AfterLinkAsync(RuntimeUnderTest.Tenant, person);
            });
            await Task.WhenAll(messages.Select(message => Task.Run(() => runtime.TakeInAsync(message))).Append<Task>(link));

            var open = new List<ConversationKey>();
            var heard = 0;
            foreach (var id in new[] { ConversationId.Of(person, 1), ConversationId.Of(identity.Own, 1) })
            {
                var key = new ConversationKey(RuntimeUnderTest.Tenant, id);
                if (await runtime.Conversations.FindAsync(key) is not { } head) continue;
                if (head.State.Phase.IsOpen()) open.Add(key);
                heard += await MessagesAsync(runtime, key);
            }

            Assert.Single(open);
            Assert.Equal(2, heard);
        }
    }

    [Fact]
    public async Task A_profile_is_sealed_and_comes_back_as_it_was()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var facts = new PersonFacts("gold", "zh", ["vip"], ImmutableDictionary<string, AttributeValue>.Empty.Add("city", AttributeValue.Of("canary-0815")).Add("orders", AttributeValue.Of(12)), Lin);
        var person = await runtime.Get<PeopleStore>().PersonOfAsync(RuntimeUnderTest.Bot, "canary-4711");
        await runtime.Get<ProfileStore>().SaveAsync(RuntimeUnderTest.Tenant, person, facts);
        var found = await runtime.Get<ProfileStore>().FindAsync(RuntimeUnderTest.Tenant, person);
        Assert.Equal((facts.Tier, facts.Language, facts.Owner), (found.Tier, found.Language, found.Owner));
        Assert.Equal(["vip"], found.Tags.AsEnumerable());
        Assert.Equal(facts.Attributes.OrderBy(one => one.Key), found.Attributes.OrderBy(one => one.Key));
        Assert.Equal(PersonFacts.None, await runtime.Get<ProfileStore>().FindAsync(RuntimeUnderTest.Tenant, new PersonId("nobody")));
        foreach (var file in runtime.Folder.GetFiles("omni.db*"))
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("canary")));
        }
    }

    private static async Task<(PersonId Person, Identity Other)> TwoPeopleAsync(RuntimeUnderTest runtime, string openId)
    {
        var person = await runtime.Get<PeopleStore>().PersonOfAsync(RuntimeUnderTest.Bot, "7");
        await runtime.Get<PeopleStore>().PersonOfAsync(Official, openId);
        return (person, await IdentityAsync(runtime, Official, openId));
    }

    private static async Task<Identity> IdentityAsync(RuntimeUnderTest runtime, AccountKey account, string sender)
    {
        var person = await runtime.Get<PeopleStore>().PersonOfAsync(account, sender);
        return (await runtime.Get<IdentityStore>().OfAsync(account.Tenant, person)).Single(one => one.Sender == sender);
    }

    private static Task<LinkOutcome> LinkAsync(RuntimeUnderTest runtime, Identity identity, PersonId person) =>
        runtime.Get<IdentityStore>().LinkAsync(RuntimeUnderTest.Tenant, identity.Key, person, new LinkReason.SaidByAgent(Lin, "same order number"));

    private static LinkRefusal Refusal(LinkOutcome outcome) => Assert.IsType<LinkOutcome.Refused>(outcome).Reason;

    private static (PersonId From, PersonId To, AgentId? By, string? Reason) Single(IReadOnlyList<IdentityChange> changes)
    {
        var change = Assert.Single(changes);
        return (change.From, change.To, change.By, change.Reason);
    }

    private static Task SendAsync(RuntimeUnderTest runtime, AccountKey account, string sender, string text) =>
        runtime.Get<InboundMessages>().SendAsync(
            [new Envelope(account, new InboundItem { Kind = ItemKind.Text, Sender = sender, DedupeKey = $"{Guid.NewGuid():N}", Text = text }, DateTimeOffset.UtcNow)], CancellationToken.None);

    private static async Task<IntakeOutcome> WriteAsync(RuntimeUnderTest runtime, AccountKey account, string sender, string text)
    {
        await SendAsync(runtime, account, sender, text);
        return await runtime.TakeInAsync(Assert.Single(await runtime.TakeInboundAsync(1)));
    }

    /// <summary>All are in the queue before the first is taken in, and then all are taken in at once.</summary>
    private static async Task<IntakeOutcome[]> AtOnceAsync(RuntimeUnderTest runtime, params (AccountKey Account, string Sender)[] senders)
    {
        foreach (var (account, sender) in senders) await SendAsync(runtime, account, sender, "now");
        var messages = await runtime.TakeInboundAsync(senders.Length);
        return await Task.WhenAll(messages.Select(message => Task.Run(() => runtime.TakeInAsync(message))));
    }

    private static async Task<int> MessagesAsync(RuntimeUnderTest runtime, ConversationKey key) =>
        (await runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Count();
}
