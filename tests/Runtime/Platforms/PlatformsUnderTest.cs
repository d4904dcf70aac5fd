using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Lifecycles;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime.Platforms;

/// <summary>The runtime with an account at every platform for each thing that can happen, on a clock that stands still, and one server that plays the platforms.</summary>
public sealed class PlatformsUnderTest : IAsyncLifetime
{
    private static readonly AgentId Lin = new("lin");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private int customers;

    public ManualTime Time { get; } = new();

    public PlatformServer Server { get; private set; } = null!;

    public RuntimeUnderTest Runtime { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await PlatformServer.StartAsync(Time);
        var settings = new Dictionary<string, string?>();
        foreach (var api in SendApiTable.All)
        {
            foreach (var happening in Happenings.All)
            {
                var account = $"Omni:Accounts:demo:{api.Channel}:{happening}:";
                settings[account + "api_base"] = Server.Address.ToString();
                foreach (var (name, value) in api.Settings) settings[account + name] = value.Replace(SendApi.Here, Server.Address.ToString(), StringComparison.Ordinal);
            }
        }

        Runtime = await RuntimeUnderTest.StartAsync(settings: settings, time: Time);
    }

    public async Task DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>A customer of that account has written, and an agent answers. The platform is the one being played from now on.</summary>
    public async Task<ReplyUnderTest> AnswerAsync(SendApi api, string account)
    {
        Server.Play(api);
        var key = new AccountKey(RuntimeUnderTest.Tenant, api.Channel, account);
        var number = ++customers;
        var item = new InboundItem
        {
            Kind = ItemKind.Text,
            Sender = api.Customer(number),
            Conversation = api.Conversation,
            MessageId = $"m-{number}",
            DedupeKey = $"d-{number}",
            SentAt = Time.GetUtcNow(),
            Text = "hello",
            Details = api.Details,
        };
        await Runtime.Get<InboundMessages>().SendAsync([new Envelope(key, item, Time.GetUtcNow())], CancellationToken.None);
        var conversation = (await Runtime.TakeInAsync(Assert.Single(await Runtime.TakeInboundAsync(1)))).Conversation!.Value;
        await Runtime.OfferAndAcceptAsync(conversation, Lin);
        var outcome = await Runtime.Conversations.ApplyAsync(conversation, new ConversationCommand.SendReply(Lin, "r1", ReplyUnderTest.Text));
        Assert.Null(outcome.Refusal);
        var operation = outcome.Effects.Single(effect => effect.Effect is Effect.Deliver).OperationId;
        return new ReplyUnderTest(this, key, conversation, new OutboundTask(conversation.Tenant, conversation.Id, operation, "r1").Write());
    }

    /// <summary>What waits for its account is looked at, a time later.</summary>
    public Task PassAsync(TimeSpan span)
    {
        Time.Advance(span);
        return ThroughAsync(Runtime.Get<HeldSending>().RunAsync());
    }

    /// <summary>Waits of our own pass by the fake clock; the time for an answer does not, as real connections are made meanwhile.</summary>
    public async Task ThroughAsync(Task task)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(1, limit.Token));
            if (limit.IsCancellationRequested) throw new TimeoutException("It neither ends nor waits for the clock.");
            if (!task.IsCompleted && Time.NextDueAt - Time.GetUtcNow() is { } wait && wait <= Transmission.Patience) Time.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }

        await task;
    }
}

/// <summary>Names of the accounts: what happens at one leaves the others alone.</summary>
internal static class Happenings
{
    public const string Taken = "taken";
    public const string Renewed = "renewed";
    public const string TokenOver = "token-over";
    public const string Busy = "busy";
    public const string Refused = "refused";
    public const string Silent = "silent";
    public const string BrokenOff = "broken-off";
    public const string HalfAnswered = "half-answered";
    public const string Gateway = "gateway";
    public const string Recalled = "recalled";
    public const string RecallRefused = "recall-refused";
    public const string RecallOvertakes = "recall-overtakes";
    public const string RecallUnknown = "recall-unknown";

    public static IReadOnlyList<string> All { get; } = [Taken, Renewed, TokenOver, Busy, Refused, Silent, BrokenOff, HalfAnswered, Gateway, Recalled, RecallRefused, RecallOvertakes, RecallUnknown];
}

/// <summary>A reply on its way.</summary>
public sealed record ReplyUnderTest(PlatformsUnderTest Under, AccountKey Account, ConversationKey Key, BinaryData Task)
{
    public const string Text = "here-you-are";

    /// <summary>As the queue brings it; it may do so again.</summary>
    public Task SendAsync() => Under.ThroughAsync(BeginAsync());

    public Task BeginAsync() => Under.Runtime.Get<Sender>().HandleAsync(Task);

    /// <summary>The agent takes it back, as far as its platform.</summary>
    public Task RecallAsync() => Under.ThroughAsync(RecalledAsync());

    public async Task<DeliveryStatus> StatusAsync() => (await Under.Runtime.Conversations.FindAsync(Key))!.State.Reply("r1")!.Status;

    public async Task<ConversationEvent.DeliveryRecorded> RecordedAsync() =>
        (await Under.Runtime.EventsAsync(Key)).Select(stored => stored.Event).OfType<ConversationEvent.DeliveryRecorded>().Single();

    public async Task<ConversationEvent.RecallRecorded> RecallRecordedAsync() =>
        (await Under.Runtime.EventsAsync(Key)).Select(stored => stored.Event).OfType<ConversationEvent.RecallRecorded>().Single();

    public async Task<OutgoingReply> StateAsync() => (await Under.Runtime.Conversations.FindAsync(Key))!.State.Reply("r1")!;

    /// <summary>What its lifecycle is still to perform.</summary>
    public async Task<IReadOnlyList<Effect>> EffectsAsync() => [.. (await Under.Runtime.Get<Advance>().RunAsync(Key, [])).Effects.Select(pending => pending.Effect)];

    private async Task RecalledAsync()
    {
        Assert.Null((await Under.Runtime.Conversations.ApplyAsync(Key, new ConversationCommand.Recall(new AgentId("lin"), "r1"))).Refusal);
        await Under.Runtime.Get<Recaller>().RecallAsync(Key);
    }

    public DeliveryRefusal? HeldFor => Under.Runtime.Get<AccountLanes>().StandingOf(Account).Why;
}
