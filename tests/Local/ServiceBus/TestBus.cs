using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

/// <summary>A broker on a folder of its own, with a clock that stands still, and a client to it.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    public const string Queue = "inbound";
    public static readonly TimeSpan NoWait = TimeSpan.Zero;
    private readonly string name = $"bus-{Guid.NewGuid():N}";
    private readonly string folder;
    private readonly QueueOptions options;
    private readonly long reserveBytes;
    private readonly List<string> folders = [];
    private EmbeddedStore store;

    /// <param name="reserveBytes">Of more than the disk has, there is no room for new work from the beginning.</param>
    public TestBus(QueueOptions? options = null, long reserveBytes = 0)
    {
        this.options = options ?? new QueueOptions();
        this.reserveBytes = reserveBytes;
        folder = NewFolder();
        store = Open(folder);
        Client = new ServiceBusClient($"Endpoint=sb://{name}/;SharedAccessKeyName=all;SharedAccessKey=c2VjcmV0");
    }

    public static TestBus WithSessions(QueueOptions? options = null) => new((options ?? new QueueOptions()) with { RequiresSession = true });

    public ManualTime Time { get; } = new();

    public ServiceBusClient Client { get; }

    public EmbeddedStore Store => store;

    public ServiceBusBroker Broker => ServiceBusBroker.On(store);

    public QueueCounts Counts => Broker.Count(Queue);

    public ServiceBusSender Sender => Client.CreateSender(Queue);

    public ServiceBusReceiver Receiver => Client.CreateReceiver(Queue);

    public ServiceBusReceiver DeadLetters => Client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public Task SendAsync(string body, string? session = null, string? id = null) =>
        Sender.SendMessageAsync(new ServiceBusMessage(body) { SessionId = session, MessageId = id });

    public async Task SendAllAsync(params string[] bodies)
    {
        foreach (var body in bodies) await SendAsync(body);
    }

    public Task<ServiceBusReceivedMessage> ReceiveAsync() => Expect(Receiver.ReceiveMessageAsync(NoWait));

    public Task<ServiceBusReceivedMessage> DeadLetterAsync() => Expect(DeadLetters.ReceiveMessageAsync(NoWait));

    public static async Task<ServiceBusReceivedMessage> Expect(Task<ServiceBusReceivedMessage?> receiving)
    {
        var message = await receiving.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.NotNull(message);
        return message;
    }

    public static async Task<ServiceBusFailureReason> ReasonOf(Func<Task> act) => (await Assert.ThrowsAsync<ServiceBusException>(act)).Reason;

    /// <summary>Waits in real time for what happens on other threads once the fake clock has made it happen.</summary>
    public static async Task Until(Func<bool> condition, string what = "the expected state")
    {
        for (var i = 0; i < 1_000 && !condition(); i++) await Task.Delay(10);
        Assert.True(condition(), $"Not reached within 10 seconds: {what}.");
    }

    /// <summary>The process ends and another one opens the same folder. Nothing is settled or released on the way.</summary>
    public void Restart()
    {
        store.Dispose();
        store = Open(folder);
    }

    /// <summary>The process is gone without a word, as after a power cut: what a copy of its files holds is all there is.</summary>
    public void LosePower()
    {
        var copy = NewFolder();
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(folder, "omni.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        store.Dispose();
        store = Open(copy);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        store.Dispose();
        foreach (var path in folders) Directory.Delete(path, recursive: true);
    }

    private EmbeddedStore Open(string path)
    {
        var opened = EmbeddedStore.Open(new StoreOptions(path) { Name = name, Time = Time, ReserveBytes = reserveBytes });
        ServiceBusBroker.On(opened).DeclareQueue(Queue, options);
        return opened;
    }

    private string NewFolder()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{name}-{folders.Count}");
        folders.Add(path);
        return path;
    }
}
