using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-entities")]
public class EntitySpecs
{
    public static TheoryData<bool> BothModes => [false, true];

    private static readonly EntityInstanceId Counter = new("Counter", "one");

    public sealed class CounterEntity : TaskEntity<int>
    {
        public void Add(int amount) => State += amount;

        public int Get() => State;

        public Task<int> AddAndGet(int amount)
        {
            State += amount;
            return Task.FromResult(State);
        }

        public void Break(TaskEntityContext context)
        {
            State = -1;
            context.SignalEntity(new EntityInstanceId("counter", "other"), "add", 1);
            throw new InvalidOperationException("broken");
        }

        public void PassOn(int amount, TaskEntityContext context) => context.SignalEntity(new EntityInstanceId("counter", "other"), "add", amount);

        public string Begin(string name) => Context.ScheduleNewOrchestration(name, State, new StartOrchestrationOptions($"begun-by-{Context.Id.Key}"));
    }

    public sealed class BasketState
    {
        public List<string> Items { get; set; } = [];

        public void Put(string item) => Items.Add(item);
    }

    public sealed class Basket : TaskEntity<BasketState>
    {
        protected override bool AllowStateDispatch => true;
    }

    [ImmutableObject(true), JsonConverter(typeof(Writing))]
    public sealed record Tally(int Count)
    {
        private static int timesWritten;

        public static int TimesWritten => timesWritten;

        private sealed class Writing : JsonConverter<Tally>
        {
            public override Tally Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

            public override void Write(Utf8JsonWriter writer, Tally value, JsonSerializerOptions options)
            {
                Interlocked.Increment(ref timesWritten);
                writer.WriteNumberValue(value.Count);
            }
        }
    }

    public sealed class TallyEntity : TaskEntity<Tally>
    {
        public void Add(int amount) => State = new Tally(State.Count + amount);

        public void Break()
        {
            State = new Tally(-1);
            throw new InvalidOperationException("broken");
        }

        protected override Tally InitializeState(TaskEntityOperation entityOperation) => new(0);
    }

    [ImmutableObject(true)]
    public sealed record Page(string Text);

    /// <summary>Many pages, of which an operation changes one.</summary>
    [ImmutableObject(true), JsonConverter(typeof(Binding)), System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1710", Justification = "What it is comes first.")]
    public sealed class Book(ImmutableSortedDictionary<string, Page> pages) : IReadOnlyDictionary<string, Page>
    {
        public int Count => pages.Count;

        public IEnumerable<string> Keys => pages.Keys;

        public IEnumerable<Page> Values => pages.Values;

        public Page this[string key] => pages[key];

        public Book With(string key, string text) => new(text.Length == 0 ? pages.Remove(key) : pages.SetItem(key, new Page(text)));

        public bool ContainsKey(string key) => pages.ContainsKey(key);

        public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Page value) => pages.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, Page>> GetEnumerator() => pages.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        private sealed class Binding : JsonConverter<Book>
        {
            public override Book Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                new(JsonSerializer.Deserialize<ImmutableSortedDictionary<string, Page>>(ref reader, options)!);

            public override void Write(Utf8JsonWriter writer, Book value, JsonSerializerOptions options) =>
                JsonSerializer.Serialize(writer, value.ToDictionary(), options);
        }
    }

    public sealed record Writing(string Key, string Text);

    public sealed class BookEntity : TaskEntity<Book>
    {
        public void Write(Writing writing) => State = State.With(writing.Key, writing.Text);

        public void Tear(Writing writing)
        {
            Write(writing);
            throw new InvalidOperationException("torn");
        }

        protected override Book InitializeState(TaskEntityOperation entityOperation) => new(ImmutableSortedDictionary<string, Page>.Empty);
    }

    private static void AddEntities(DurableTaskRegistry registry) => registry
        .AddEntity<CounterEntity>("Counter")
        .AddEntity<Basket>()
        .AddEntity<TallyEntity>("Tally")
        .AddEntity<BookEntity>("Book")
        .AddOrchestratorFunc<int, int>("Adding", async (context, amount) =>
        {
            await context.Entities.SignalEntityAsync(Counter, "add", amount);
            return await context.Entities.CallEntityAsync<int>(Counter, "ADDANDGET", 0);
        })
        .AddOrchestratorFunc("Breaking", async context =>
        {
            try
            {
                await context.Entities.CallEntityAsync(Counter, "break");
                return "whole";
            }
            catch (EntityOperationFailedException e)
            {
                return $"{e.FailureDetails.ErrorMessage}, and then {await context.Entities.CallEntityAsync<int>(Counter, "get")}";
            }
        })
        .AddOrchestratorFunc<int, int>("Echo", (_, input) => Task.FromResult(input));

    private static async Task<T?> StateAsync<T>(HubHarness hub, EntityInstanceId id) =>
        await hub.Client.Entities.GetEntityAsync<T>(id) is { } found ? found.State : default;

    [Theory, MemberData(nameof(BothModes))]
    public async Task Ten_thousand_signals_count_to_ten_thousand(bool replayAlways)
    {
        var signals = replayAlways ? 1_000 : 10_000;
        await using var hub = await HubHarness.StartAsync(AddEntities, replayAlways);
        await Task.WhenAll(Enumerable.Range(0, signals).Select(_ => hub.Client.Entities.SignalEntityAsync(Counter, "add", 1)));
        await HubHarness.UntilAsync(() => StateAsync<int>(hub, Counter).Result == signals, "all signals are counted");
        Assert.Equal(0, hub.Count("durable_message"));
    }

    [Fact]
    public async Task A_state_that_never_changes_is_written_once_for_a_batch()
    {
        var tally = new EntityInstanceId("Tally", "one");
        await using var hub = await HubHarness.StartAsync((registry, _) => AddEntities(registry), started: false);
        for (var i = 0; i < 20; i++) await hub.Client.Entities.SignalEntityAsync(tally, i % 5 == 4 ? "break" : "add", 1);
        var before = Tally.TimesWritten;

        await hub.RunAsync();
        await HubHarness.UntilAsync(() => StateAsync<Tally>(hub, tally).Result?.Count == 16, "what went well is counted, and what failed leaves no trace");
        Assert.Equal(1, Tally.TimesWritten - before);

        await hub.RestartAsync();
        Assert.Equal(16, (await StateAsync<Tally>(hub, tally))!.Count);
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_state_that_is_a_dictionary_is_stored_entry_by_entry_and_reads_as_one(bool replayAlways)
    {
        var book = new EntityInstanceId("Book", "one");
        await using var hub = await HubHarness.StartAsync(AddEntities, replayAlways);
        for (var number = 0; number < 100; number++) await hub.Client.Entities.SignalEntityAsync(book, "write", new Writing($"p{number}", "\"first\""));
        await hub.Client.Entities.SignalEntityAsync(book, "tear", new Writing("p5", "lost"));
        await hub.Client.Entities.SignalEntityAsync(book, "write", new Writing("p7", "second"));
        await hub.Client.Entities.SignalEntityAsync(book, "write", new Writing("p8", ""));
        await HubHarness.UntilAsync(() => StateAsync<Book>(hub, book).Result is { Count: 99 }, "all is written");
        Assert.Equal(99, hub.Count("durable_entity_entry"));

        await hub.RestartAsync();
        var read = (await StateAsync<Book>(hub, book))!;
        Assert.Equal(("\"first\"", "second", false), (read["p5"].Text, read["p7"].Text, read.ContainsKey("p8")));
        Assert.Equal("second", (await hub.Client.Entities.GetEntityAsync(book))!.State.ReadAs<Dictionary<string, Page>>()!["p7"].Text);

        await hub.Client.Entities.SignalEntityAsync(book, "write", new Writing("p9", "third"));
        await HubHarness.UntilAsync(() => StateAsync<Book>(hub, book).Result!["p9"].Text == "third", "it is written on");
        await hub.Client.Entities.SignalEntityAsync(book, "delete");
        await HubHarness.UntilAsync(() => hub.Count("durable_entity_entry") == 0, "nothing of it is left");
        Assert.Null(await StateAsync<Book>(hub, book));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task An_orchestration_signals_and_calls_in_order(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddEntities, replayAlways);
        Assert.Equal(7, await hub.RunAsync<int>("Adding", 7));
        Assert.Equal(10, await hub.RunAsync<int>("Adding", 3));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task An_operation_that_throws_leaves_neither_state_nor_messages(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddEntities, replayAlways);
        await hub.Client.Entities.SignalEntityAsync(Counter, "add", 5);
        Assert.Equal("broken, and then 5", await hub.RunAsync<string>("Breaking"));
        Assert.Null(await hub.Client.Entities.GetEntityAsync(new EntityInstanceId("counter", "other")));
    }

    [Fact]
    public async Task Entities_signal_one_another_and_start_orchestrations()
    {
        await using var hub = await HubHarness.StartAsync(AddEntities);
        await hub.Client.Entities.SignalEntityAsync(Counter, "passon", 4);
        await hub.Client.Entities.SignalEntityAsync(Counter, "add", 2);
        await hub.Client.Entities.SignalEntityAsync(Counter, "begin", "Echo");
        await HubHarness.UntilAsync(() => hub.Client.GetInstanceAsync("begun-by-one").Result is not null, "the orchestration is begun");
        Assert.Equal(2, await hub.OutputOfAsync<int>("begun-by-one"));
        await HubHarness.UntilAsync(() => StateAsync<int>(hub, new EntityInstanceId("counter", "other")).Result == 4, "the signal is passed on");
    }

    [Fact]
    public async Task A_signal_for_later_is_delivered_at_its_time_over_a_restart()
    {
        await using var hub = await HubHarness.StartAsync(AddEntities);
        await hub.Client.Entities.SignalEntityAsync(Counter, "add", 1, new SignalEntityOptions { SignalTime = hub.Time.GetUtcNow().AddHours(1) });
        await hub.RestartAsync();
        Assert.Null(await hub.Client.Entities.GetEntityAsync(Counter));
        hub.Time.Advance(TimeSpan.FromHours(1));
        await HubHarness.UntilAsync(() => StateAsync<int>(hub, Counter).Result == 1, "the signal is delivered");
        Assert.Equal(0, hub.Count("durable_scheduled_signal"));
    }

    [Fact]
    public async Task Names_ignore_case_and_keys_do_not()
    {
        await using var hub = await HubHarness.StartAsync(AddEntities);
        await hub.Client.Entities.SignalEntityAsync(new EntityInstanceId("COUNTER", "one"), "add", 1);
        await hub.Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", "ONE"), "add", 10);
        await HubHarness.UntilAsync(() => StateAsync<int>(hub, Counter).Result == 1 && StateAsync<int>(hub, new EntityInstanceId("counter", "ONE")).Result == 10, "both are counted");
        Assert.Equal("@counter@one", Counter.ToString());
        Assert.Equal(Counter, EntityInstanceId.FromString("@Counter@one"));
        Assert.Throws<ArgumentException>(() => EntityInstanceId.FromString("counter@one"));
    }

    [Fact]
    public async Task Operations_may_live_on_the_state_and_delete_removes_it()
    {
        await using var hub = await HubHarness.StartAsync(AddEntities);
        var basket = new EntityInstanceId("Basket", "b");
        await hub.Client.Entities.SignalEntityAsync(basket, "put", "apple");
        await hub.Client.Entities.SignalEntityAsync(basket, "put", "pear");
        await HubHarness.UntilAsync(() => StateAsync<BasketState>(hub, basket).Result is { Items.Count: 2 }, "both are in");
        await hub.Client.Entities.SignalEntityAsync(basket, "delete");
        await HubHarness.UntilAsync(() => hub.Client.Entities.GetEntityAsync(basket).Result is null, "it is deleted");
        Assert.Equal(1, (await hub.Client.Entities.CleanEntityStorageAsync()).EmptyEntitiesRemoved);
        await hub.Client.Entities.SignalEntityAsync(basket, "put", "fig");
        await HubHarness.UntilAsync(() => StateAsync<BasketState>(hub, basket).Result is { Items: ["fig"] }, "it begins anew");
    }

    public sealed class Purse : TaskEntity<int>
    {
        public void Add(int amount) => State += amount;

        public int Get() => State;

        protected override int InitializeState(TaskEntityOperation entityOperation) => 100;
    }

    [Fact]
    public async Task A_state_begins_as_the_entity_says_and_again_so_after_a_deletion()
    {
        await using var hub = await HubHarness.StartAsync(registry => registry.AddEntity<Purse>());
        var id = new EntityInstanceId("purse", "1");
        await hub.Client.Entities.SignalEntityAsync(id, "add", 5);
        await HubHarness.UntilAsync(() => hub.Client.Entities.GetEntityAsync<int>(id).GetAwaiter().GetResult()?.State == 105, "it has begun with 100");
        await hub.Client.Entities.SignalEntityAsync(id, "delete");
        await HubHarness.UntilAsync(() => hub.Client.Entities.GetEntityAsync(id).GetAwaiter().GetResult() is null, "it is deleted");
        await hub.Client.Entities.SignalEntityAsync(id, "add", 1);
        await HubHarness.UntilAsync(() => hub.Client.Entities.GetEntityAsync<int>(id).GetAwaiter().GetResult()?.State == 101, "it has begun again");
    }

    [Fact]
    public async Task Entities_are_listed_by_prefix_page_by_page()
    {
        await using var hub = await HubHarness.StartAsync(AddEntities);
        for (var i = 0; i < 12; i++) await hub.Client.Entities.SignalEntityAsync(new EntityInstanceId("counter", $"{i}"), "add", i);
        await hub.Client.Entities.SignalEntityAsync(new EntityInstanceId("basket", "x"), "put", "a");
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 0, "all are performed");
        var found = new List<int>();
        await foreach (var entity in hub.Client.Entities.GetAllEntitiesAsync<int>(new EntityQuery { InstanceIdStartsWith = "Counter", PageSize = 5 })) found.Add(entity.State);
        Assert.Equal(Enumerable.Range(0, 12), found.Order());
    }

    [Fact]
    public async Task An_unknown_operation_or_entity_fails_the_call()
    {
        await using var hub = await HubHarness.StartAsync(registry =>
        {
            AddEntities(registry);
            registry.AddOrchestratorFunc<string[], string>("Asking", async (context, asked) =>
            {
                try
                {
                    await context.Entities.CallEntityAsync(new EntityInstanceId(asked[0], "k"), asked[1]);
                    return "";
                }
                catch (EntityOperationFailedException e)
                {
                    return e.FailureDetails.ErrorType;
                }
            });
        });
        Assert.Equal("EntityTaskNotFound", await hub.RunAsync<string>("Asking", (string[])["nothing", "get"]));
        Assert.Equal(typeof(NotSupportedException).FullName, await hub.RunAsync<string>("Asking", (string[])["counter", "fly"]));
    }
}
