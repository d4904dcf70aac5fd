using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Producer;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.EventHubs;

/// <summary>An event hub on a folder of its own, with a clock that stands still, and clients to it.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public const string Name = "conversation-events";
    private readonly string platform = $"hub-{Guid.NewGuid():N}";
    private readonly List<string> folders = [];
    private readonly HubOptions options;
    private EmbeddedStore store;

    public TestHub(HubOptions? options = null)
    {
        this.options = options ?? new HubOptions { PartitionCount = 2 };
        store = Open(NewFolder());
        Producer = new EventHubProducerClient(ConnectionString, Name);
        Consumer = new EventHubConsumerClient(EventHubConsumerClient.DefaultConsumerGroupName, ConnectionString, Name);
    }

    public string ConnectionString => $"Endpoint=sb://{platform}/;SharedAccessKeyName=all;SharedAccessKey=c2VjcmV0";

    public ManualTime Time { get; } = new();

    public EventHubProducerClient Producer { get; }

    public EventHubConsumerClient Consumer { get; }

    public EventHubLog Log => EventHubLog.On(store);

    public Task SendAsync(int partition, params string[] bodies) =>
        Producer.SendAsync(bodies.Select(body => new EventData(body)), new SendEventOptions { PartitionId = $"{partition}" });

    public async Task<string[]> ReadAsync(int partition, long from = 0, int max = 100) =>
        [.. (await Log.ReadAsync(Name, partition, from, max, TimeSpan.Zero)).Select(data => data.EventBody.ToString())];

    /// <summary>The process ends and another one opens the same folder.</summary>
    public void Restart()
    {
        store.Dispose();
        store = Open(folders[0]);
    }

    /// <summary>The process is gone without a word: what a copy of its files holds is all there is.</summary>
    public void LosePower()
    {
        var copy = NewFolder();
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(folders[0], "omni.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        store.Dispose();
        store = Open(copy);
    }

    public async ValueTask DisposeAsync()
    {
        await Producer.DisposeAsync();
        await Consumer.DisposeAsync();
        store.Dispose();
        foreach (var path in folders) Directory.Delete(path, recursive: true);
    }

    private EmbeddedStore Open(string path)
    {
        var opened = EmbeddedStore.Open(new StoreOptions(path) { Name = platform, Time = Time });
        EventHubLog.On(opened).DeclareHub(Name, options);
        return opened;
    }

    private string NewFolder()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{platform}-{folders.Count}");
        folders.Add(path);
        return path;
    }
}
