using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Tests.Runtime;

public sealed class ConversationStoreSpecs
{
    private static readonly AgentId Lin = new("lin");
    private static readonly AgentId Wang = new("wang");

    [Fact]
    public async Task The_snapshot_is_what_the_log_adds_up_to()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        await runtime.OfferAndAcceptAsync(key, Lin);
        for (var i = 0; i < 40; i++)
        {
            await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, $"m{i}", $"answer {i}"));
            await runtime.Conversations.ApplyAsync(key, new ConversationCommand.RecordDelivery($"m{i}", DeliveryStatus.Delivered, null, $"p{i}"));
        }

        await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Close(Lin, CloseReason.Resolved));
        await runtime.ReceiveAsync(7, "once more");
        var rebuilt = await runtime.Conversations.RebuildAsync(key);

        // As it is stored, and as it is in memory, which it is not read from again while nobody else changes it.
        var stored = (await new ConversationLog(runtime.Get<TableServiceClient>(), runtime.Get<Sealer>()).HeadAsync(key, default))!;
        var inMemory = (await runtime.Conversations.FindAsync(key))!;
        Assert.All([stored, inMemory], head => Assert.Equal(StateCodec.Write(rebuilt!), StateCodec.Write(head.State)));
        Assert.Equal((stored.Summary, stored.Progress, stored.ChangedAt, stored.NextDue, stored.ETag), (inMemory.Summary, inMemory.Progress, inMemory.ChangedAt, inMemory.NextDue, inMemory.ETag));
    }

    [Fact]
    public async Task A_head_that_somebody_else_has_changed_is_read_anew()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        var here = new ConversationLog(runtime.Get<TableServiceClient>(), runtime.Get<Sealer>());
        var before = (await here.HeadAsync(key, default))!;
        Assert.Same(before, await here.HeadAsync(key, default));

        await runtime.ReceiveAsync(7, "once more");

        Assert.Equal("once more", (await here.HeadAsync(key, default))!.Summary.LastText);
        Assert.False(await here.TryProgressAsync(before, before.Progress with { Advanced = 1 }, [], default));
    }

    [Fact]
    public async Task Of_two_agents_who_accept_at_once_the_offered_one_wins()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        var why = new OmniFunctions.Routing.Explanation(default, "demo-1", new("service"), default, Lin, [], 0);
        await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Offer(Lin, why));
        var outcomes = await Task.WhenAll(new[] { Wang, Lin, Wang, Lin }.Select(agent => runtime.Conversations.ApplyAsync(key, new ConversationCommand.Accept(agent))));
        Assert.Equal(2, outcomes.Count(outcome => outcome.Refusal is not null));
        Assert.Single(outcomes, outcome => outcome.Changed);
        Assert.Equal(Lin, (await runtime.Conversations.FindAsync(key))!.State.Holder);
    }

    [Fact]
    public async Task An_offer_that_comes_again_after_it_was_declined_is_the_one_that_was_made()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        var why = new OmniFunctions.Routing.Explanation(default, "demo-1", new("service"), default, Lin, [], 0);
        var made = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Offer(Lin, why, "request-1"));
        await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Decline(Lin));

        // The activity that made it may run once more, when routing counts the agent's place no longer.
        var again = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Offer(Lin, why, "request-1"));
        Assert.Equal((made.After!.Version, false, null), (again.RepetitionOf, again.Changed, again.Refusal));
        Assert.IsType<Phase.Waiting>((await runtime.Conversations.FindAsync(key))!.State.Phase);
        Assert.True((await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Offer(Lin, why, "request-2"))).Changed);
    }

    [Fact]
    public async Task A_reply_repeated_long_afterwards_is_known_and_another_text_under_its_id_is_refused()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        await runtime.OfferAndAcceptAsync(key, Lin);
        for (var i = 0; i <= OutgoingReply.Remembered; i++)
        {
            await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, $"m{i}", "answer"));
            await runtime.Conversations.ApplyAsync(key, new ConversationCommand.RecordDelivery($"m{i}", DeliveryStatus.Delivered, null, null));
        }

        Assert.Null((await runtime.Conversations.FindAsync(key))!.State.Reply("m0"));
        var first = (await runtime.EventsAsync(key)).Single(stored => stored.Event is ConversationEvent.Reply { MessageId: "m0" }).Sequence;
        var repeated = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m0", "answer"));
        Assert.Equal((first, false, null), (repeated.RepetitionOf, repeated.Changed, repeated.Refusal));
        Assert.Equal(Refusal.MessageIdTaken, (await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m0", "another"))).Refusal);
        await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Close(Lin, CloseReason.Resolved));
        Assert.Equal(first, (await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m0", "answer"))).RepetitionOf);
        Assert.Equal(Refusal.ConversationClosed, (await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m0", "another"))).Refusal);
    }

    [Fact]
    public async Task A_command_that_was_meant_for_another_version_is_refused_unless_it_was_done_before()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        var seen = (await runtime.OfferAndAcceptAsync(key, Lin)).After!.Version;
        await runtime.ReceiveAsync(7, "and one thing more");
        Assert.Equal(Refusal.VersionConflict, (await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Close(Lin, CloseReason.Resolved), seen)).Refusal);
        Assert.Null((await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m1", "yes"), seen + 1)).Refusal);
        Assert.True((await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m1", "yes"), seen + 1)).Duplicate);
        Assert.Equal(Refusal.VersionConflict, (await runtime.Conversations.ApplyAsync(new(key.Tenant, new("nowhere-1")), new ConversationCommand.Accept(Lin), 3)).Refusal);
    }

    [Fact]
    public async Task A_note_repeated_long_afterwards_is_known_and_another_text_under_its_id_is_refused()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        for (var i = 0; i <= RememberedNote.Remembered; i++) await runtime.Conversations.ApplyAsync(key, new ConversationCommand.AddNote(Lin, $"n{i}", "a note", []));
        Assert.DoesNotContain((await runtime.Conversations.FindAsync(key))!.State.Notes, note => note.MessageId == "n0");
        var repeated = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.AddNote(Lin, "n0", "a note", []));
        Assert.Equal((true, false), (repeated.Duplicate, repeated.Changed));
        Assert.Equal(Refusal.MessageIdTaken, (await runtime.Conversations.ApplyAsync(key, new ConversationCommand.AddNote(Lin, "n0", "another", []))).Refusal);
    }

    [Fact]
    public async Task A_scheduled_messages_id_is_taken_from_the_moment_it_is_written_and_free_for_itself_when_its_time_comes()
    {
        var time = new Support.ManualTime();
        await using var runtime = await RuntimeUnderTest.StartAsync(time: time);
        var key = await runtime.ReceiveAsync(7, "hello");
        await runtime.OfferAndAcceptAsync(key, Lin);
        Assert.Null((await runtime.Conversations.ApplyAsync(key, new ConversationCommand.ScheduleMessage(Lin, "m1", "later", time.GetUtcNow().AddMinutes(10)))).Refusal);
        Assert.Equal(Refusal.MessageIdTaken, (await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m1", "now"))).Refusal);
        time.Advance(TimeSpan.FromMinutes(11));
        var ticked = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Tick());
        Assert.Contains(ticked.Events, stored => stored.Event is ConversationEvent.Reply { MessageId: "m1", WasScheduled: true });
    }

    [Fact]
    public async Task Events_are_read_from_either_side()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "1");
        for (var i = 2; i <= 6; i++) await runtime.ReceiveAsync(7, $"{i}");
        var last = (await runtime.Conversations.FindAsync(key))!.Version;
        Assert.Equal([3, 4], Sequences(await runtime.Conversations.EventsAsync(key, 2, 2)));
        Assert.Equal([6, 7], Sequences(await runtime.Conversations.EventsBeforeAsync(key, 8, 2)));
        Assert.Equal([1, 2], Sequences(await runtime.Conversations.EventsBeforeAsync(key, 3, 100)));
        Assert.Empty(await runtime.Conversations.EventsAsync(key, last, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => runtime.Conversations.EventsAsync(key, 0, ConversationStore.MaxEvents + 1));
    }

    [Fact]
    public async Task What_is_shown_in_lists_follows_the_last_message()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, new string('x', 200));
        var waiting = (await runtime.Conversations.FindAsync(key))!.Summary;
        Assert.Equal((140, MessageAuthor.Customer, 1, "Mei"), (waiting.LastText.Length, waiting.LastFrom, waiting.Unanswered, waiting.DisplayName));
        await runtime.OfferAndAcceptAsync(key, Lin);
        var answered = (await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "m1", "yes"))).After!.Summary;
        Assert.Equal(("yes", MessageAuthor.Agent, 0), (answered.LastText, answered.LastFrom, answered.Unanswered));
    }

    private static IEnumerable<int> Sequences(IEnumerable<StoredEvent> events) => events.Select(stored => (int)stored.Sequence);
}
