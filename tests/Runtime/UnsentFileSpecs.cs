using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>What was brought to be sent and never was is taken away after a week, row and content; what a log names stays.</summary>
public sealed class UnsentFileSpecs : IAsyncLifetime
{
    private static readonly AccountKey Site = new(RuntimeUnderTest.Tenant, "webchat", "site");
    private static readonly AgentId Lin = new("lin");
    private static readonly TimeSpan Almost = UnsentFiles.KeptFor - TimeSpan.FromMinutes(1);
    private readonly ManualTime time = new();
    private RuntimeUnderTest runtime = null!;

    private AttachmentStore Files => runtime.Get<AttachmentStore>();

    public async Task InitializeAsync() => runtime = await RuntimeUnderTest.StartAsync(settings: new() { ["Omni:Accounts:demo:webchat:site:visitor_key"] = "k" }, time: time);

    public async Task DisposeAsync() => await runtime.DisposeAsync();

    [Fact]
    public async Task A_file_that_nobody_sends_is_taken_away_after_a_week()
    {
        var file = await BringAsync();
        time.Advance(Almost);
        Assert.Equal(0, await runtime.Get<UnsentFiles>().RunAsync());
        Assert.True(await IsThereAsync(file));

        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await runtime.Get<UnsentFiles>().RunAsync());
        Assert.False(await IsThereAsync(file));
        Assert.Empty(Contents());
        Assert.Equal(0, await runtime.Get<UnsentFiles>().RunAsync());
    }

    [Fact]
    public async Task A_file_that_an_agent_has_sent_stays()
    {
        var item = new InboundItem { Kind = ItemKind.Text, Sender = "v1", MessageId = "m1", DedupeKey = "m1", Text = "hello" };
        await runtime.Get<InboundMessages>().SendAsync([new Envelope(Site, item, time.GetUtcNow())], CancellationToken.None);
        var key = (await runtime.TakeInAsync(Assert.Single(await runtime.TakeInboundAsync(1)))).Conversation!.Value;
        await runtime.OfferAndAcceptAsync(key, Lin);
        var file = await BringAsync();
        var content = new OutgoingContent.Attachment(ItemKind.File, new OutgoingFile(file.Name, file.Mime, default) { StoredAs = file.Id, SizeBytes = file.SizeBytes });
        var reply = await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(Lin, "r1", "", Content: content));
        Assert.Null(reply.Refusal);
        await runtime.Get<Sender>().HandleAsync(new OutboundTask(key.Tenant, key.Id, reply.Effects.Single(effect => effect.Effect is Effect.Deliver).OperationId, "r1").Write());

        await StaysAsync(file);
    }

    [Fact]
    public async Task A_file_that_a_visitor_has_sent_stays()
    {
        var file = await BringAsync();
        var item = new InboundItem { Kind = ItemKind.File, Sender = "v1", MessageId = "m1", DedupeKey = "m1", Media = new Media(null, file.Mime, FileName: file.Name) { StoredAs = file.Id } };
        await await runtime.Get<MediaFetches>().BeginAsync("k1", Site, item, CancellationToken.None);

        await StaysAsync(file);
    }

    [Fact]
    public async Task What_a_platform_brought_was_sent_already()
    {
        var file = await Files.AddAsync(RuntimeUnderTest.Tenant, "s:1", "photo.txt", "words"u8.ToArray(), StoredFile.IdOf("k1", 0));

        await StaysAsync(file);
    }

    private Task<StoredFile> BringAsync() => Files.AddAsync(RuntimeUnderTest.Tenant, "c:1", "bill.txt", "words"u8.ToArray());

    private async Task StaysAsync(StoredFile file)
    {
        time.Advance(UnsentFiles.KeptFor * 2);
        Assert.Equal(0, await runtime.Get<UnsentFiles>().RunAsync());
        Assert.True(await IsThereAsync(file));
        Assert.Single(Contents());
    }

    private async Task<bool> IsThereAsync(StoredFile file) =>
        await Files.FindAsync(RuntimeUnderTest.Tenant, file.Id) is FileLookup.Found && await Files.ReadAsync(RuntimeUnderTest.Tenant, file) is not null;

    private IEnumerable<string> Contents() => Directory.Exists(Path.Combine(runtime.Folder.FullName, "attachments"))
        ? Directory.EnumerateFiles(Path.Combine(runtime.Folder.FullName, "attachments"), "*", SearchOption.AllDirectories)
        : [];
}
