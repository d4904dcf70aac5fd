using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;

namespace OmniFunctions.Tests.Runtime;

/// <summary>A merge and its undoing, cut off after each of their steps, and beside messages that come at the same time.</summary>
public sealed class MergeSagaSpecs
{
    private const long FromSender = 7;
    private const long IntoSender = 8;

    /// <summary>More than are taken back at once, so that there are steps between the first and the last.</summary>
    private const int Meanwhile = Merging.MaxTakenBackAtOnce + 5;

    /// <summary>Far beyond what a merge and its undoing take.</summary>
    private const int MaxSteps = 20;

    private const int Races = 12;
    private const int MessagesOfOneRace = 6;
    private static readonly AgentId Lin = new("lin");

    [Fact]
    public async Task Cut_off_after_any_step_it_ends_merged_or_not_merged_and_nothing_is_lost_or_doubled()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var cuts = 0;
        for (var step = 1; step < MaxSteps; step++)
        {
            var pair = await PairAsync(runtime, step * 100);
            if (!await CutOffAsync(runtime, step, pair)) break;
            cuts++;
        }

        // Merging is one step at the other conversation, its undoing one there and three back: two portions of messages and the end.
        Assert.Equal(5, cuts);
    }

    [Fact]
    public async Task A_message_that_is_faster_than_the_joining_joins_them_first_and_goes_back_with_the_rest()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var pair = await PairAsync(runtime, 0);
        await MergeAsync(runtime, pair);

        Assert.Equal(pair.Into, await runtime.ReceiveAsync(pair.FromSender, "before the other knew"));
        Assert.Equal(pair.From.Id, Assert.Single((await runtime.Conversations.FindAsync(pair.Into))!.State.Joined).From);

        await UnmergeAsync(runtime, pair);
        Assert.Equal(["hello", "before the other knew"], await HeardAsync(runtime, pair.From));
    }

    [Fact]
    public async Task A_message_that_comes_when_they_are_separated_already_is_led_back()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var pair = await PairAsync(runtime, 0);
        await MergeAsync(runtime, pair);
        await runtime.Get<Merges>().JoinAsync(pair.From, pair.Into.Id);
        await UnmergeAsync(runtime, pair);

        var late = new ConversationCommand.Receive(
            pair.Person, "late", pair.Leg, new InboundItem { Kind = ItemKind.Text, Sender = pair.Leg.Sender, DedupeKey = "late", Text = "late" }, DateTimeOffset.UnixEpoch, Via: pair.From.Id);
        Assert.Equal(Refusal.NotMerged, (await runtime.Conversations.ApplyAsync(pair.Into, late)).Refusal);
        Assert.Equal(pair.From, await runtime.ReceiveAsync(pair.FromSender, "led back"));
        Assert.Equal(["hello", "led back"], await HeardAsync(runtime, pair.From));
    }

    [Fact]
    public async Task Who_joins_them_too_late_separates_them_again_with_all_that_came()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var pair = await PairAsync(runtime, 0);
        await MergeAsync(runtime, pair);

        // Whoever was to join them had looked already; the undoing went by before they did it.
        var seen = (await runtime.Conversations.FindAsync(pair.From))!.State;
        await UnmergeAsync(runtime, pair);
        Assert.True(await runtime.Get<Merges>().JoinAsync(pair.From, seen, pair.Into.Id));

        Assert.Empty((await runtime.Conversations.FindAsync(pair.Into))!.State.Joined);
        Assert.Equal(pair.From, await runtime.ReceiveAsync(pair.FromSender, "afterwards"));
    }

    [Fact]
    public async Task Messages_beside_merging_and_separating_are_each_in_one_place_in_the_end()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        for (var race = 1; race <= Races; race++)
        {
            var pair = await PairAsync(runtime, race * 100);
            for (var i = 0; i < MessagesOfOneRace; i++) await runtime.KnockAsync(RuntimeUnderTest.Update(pair.FromSender, $"{i}"));
            var messages = await runtime.TakeInboundAsync(MessagesOfOneRace);
            await Task.WhenAll(
                Task.Run(async () =>
                {
                    foreach (var message in messages) await runtime.TakeInAsync(message);
                }),
                Task.Run(async () =>
                {
                    for (var turn = 0; turn < 2; turn++)
                    {
                        await MergeAsync(runtime, pair);
                        await runtime.Get<Merges>().JoinAsync(pair.From, pair.Into.Id);
                        await UnmergeAsync(runtime, pair);
                    }
                }));

            await AssertApartAsync(runtime, pair, ["hello", .. Enumerable.Range(0, MessagesOfOneRace).Select(i => $"{i}")]);
        }
    }

    /// <returns>False when there was no such step any more.</returns>
    private static async Task<bool> CutOffAsync(RuntimeUnderTest runtime, int step, Pair pair)
    {
        await MergeAsync(runtime, pair);
        var left = step;
        var merges = runtime.Get<Merges>();
        await PerformAsync(runtime, () => merges.JoinAsync(pair.From, pair.Into.Id), () => --left == 0);
        Assert.Equal(pair.From.Id, Assert.Single((await runtime.Conversations.FindAsync(pair.Into))!.State.Joined).From);
        for (var i = 0; i < Meanwhile; i++) Assert.Equal(pair.Into, await runtime.ReceiveAsync(pair.FromSender, $"{i}"));

        Assert.Null((await runtime.Conversations.ApplyAsync(pair.From, new ConversationCommand.Unmerge(Lin))).Refusal);
        await PerformAsync(runtime, () => merges.SplitAsync(pair.From, pair.Into.Id), () => --left == 0);
        await AssertApartAsync(runtime, pair, ["hello", .. Enumerable.Range(0, Meanwhile).Select(i => $"{i}")]);
        return left <= 0;
    }

    /// <summary>As the lifecycle does it: again, when it was cut off.</summary>
    private static async Task PerformAsync(RuntimeUnderTest runtime, Func<Task> effect, Func<bool> isCut)
    {
        runtime.Push.BeforeTelling = () =>
        {
            if (isCut()) throw new OperationCanceledException("The process ends here.");
        };
        try
        {
            await effect();
        }
        catch (OperationCanceledException)
        {
            runtime.Push.BeforeTelling = null;
            await effect();
        }

        runtime.Push.BeforeTelling = null;
    }

    private static async Task AssertApartAsync(RuntimeUnderTest runtime, Pair pair, IReadOnlyList<string> said)
    {
        var (from, into) = ((await runtime.Conversations.FindAsync(pair.From))!.State, (await runtime.Conversations.FindAsync(pair.Into))!.State);
        Assert.IsType<Phase.Waiting>(from.Phase);
        Assert.Null(from.TakingBackFrom);
        Assert.Empty(into.Joined);

        // Every one once where it belongs; what stands in the other log too is marked as split off there.
        Assert.Equal(said.Order(), (await HeardAsync(runtime, pair.From)).Order());
        Assert.Equal(["hello"], await HeardAsync(runtime, pair.Into));

        // And lists show nothing of the other customer's.
        Assert.Equal(("hello", 1), ((await runtime.Conversations.FindAsync(pair.Into))!.Summary.LastText, (await runtime.Conversations.FindAsync(pair.Into))!.Summary.Unanswered));
    }

    /// <summary>What a reader of the conversation sees: what was split off is hidden.</summary>
    private static async Task<IReadOnlyList<string?>> HeardAsync(RuntimeUnderTest runtime, ConversationKey key)
    {
        var events = (await runtime.EventsAsync(key)).Select(stored => stored.Event).ToList();
        var hidden = events.OfType<ConversationEvent.SplitOff>().SelectMany(split => split.MessageKeys).ToHashSet();
        return [.. events.OfType<ConversationEvent.CustomerMessage>().Where(message => !hidden.Contains(message.MessageKey)).Select(message => message.Item.Text)];
    }

    private static async Task MergeAsync(RuntimeUnderTest runtime, Pair pair) =>
        Assert.Null((await runtime.Conversations.ApplyAsync(pair.From, new ConversationCommand.Merge(Lin, pair.Into.Id))).Refusal);

    private static async Task UnmergeAsync(RuntimeUnderTest runtime, Pair pair)
    {
        Assert.Null((await runtime.Conversations.ApplyAsync(pair.From, new ConversationCommand.Unmerge(Lin))).Refusal);
        await runtime.Get<Merges>().SplitAsync(pair.From, pair.Into.Id);
    }

    private static async Task<Pair> PairAsync(RuntimeUnderTest runtime, long offset)
    {
        var from = await runtime.ReceiveAsync(FromSender + offset, "hello");
        var into = await runtime.ReceiveAsync(IntoSender + offset, "hello");
        var person = await runtime.Get<PeopleStore>().PersonOfAsync(RuntimeUnderTest.Bot, $"{FromSender + offset}");
        return new Pair(from, into, FromSender + offset, person, (await runtime.Conversations.FindAsync(from))!.State.Leg);
    }

    private sealed record Pair(ConversationKey From, ConversationKey Into, long FromSender, PersonId Person, Leg Leg);
}
