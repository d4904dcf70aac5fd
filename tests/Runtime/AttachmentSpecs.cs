using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Tests.Runtime;

/// <summary>Files on their way in: fetched by the one way out, looked at, sealed, and handed over by a proof only.</summary>
public sealed class AttachmentSpecs
{
    private static readonly AccountKey Site = new(RuntimeUnderTest.Tenant, "webchat", "site");
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task A_picture_is_brought_into_the_store_and_lies_there_sealed()
    {
        await using var far = await Far.StartAsync(context => context.Response.Body.WriteAsync(Png).AsTask());
        await using var runtime = await StartAsync(far);
        var file = Assert.IsType<FileLookup.Found>(await BringAsync(runtime, far.At("photo.png"))).File;

        Assert.Equal(("image/png", (long)Png.Length, "photo.png"), (file.Mime, file.SizeBytes, file.Name));
        Assert.Equal(Png, (await runtime.Get<AttachmentStore>().ReadAsync(RuntimeUnderTest.Tenant, file))!.Value.ToArray());
        var kept = Assert.Single(Directory.EnumerateFiles(Path.Combine(runtime.Folder.FullName, "attachments"), "*", SearchOption.AllDirectories));
        Assert.DoesNotContain("PNG", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(kept)), StringComparison.Ordinal);
        Assert.Equal(1, far.Asked);
        await BringAsync(runtime, far.At("photo.png"));
        Assert.Equal(1, far.Asked);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script>", "image/png", "application/octet-stream")]
    [InlineData("<svg onload='x'/>", "image/svg+xml", "application/octet-stream")]
    [InlineData("just words", "text/html", "text/plain")]
    public async Task T40_what_a_file_is_says_its_content_and_not_the_platform(string content, string said, string expected)
    {
        await using var far = await Far.StartAsync(context =>
        {
            context.Response.ContentType = said;
            return context.Response.WriteAsync(content);
        });
        await using var runtime = await StartAsync(far);

        Assert.Equal(expected, Assert.IsType<FileLookup.Found>(await BringAsync(runtime, far.At("x"), mime: said)).File.Mime);
    }

    [Theory]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://10.0.0.8/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://168.63.129.16/metadata")]
    [InlineData("https://100.100.100.200/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:127.0.0.1]/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0177.0.0.1/x")]
    [InlineData("https://0.0.0.0/x")]
    [InlineData("https://user@127.0.0.1/x")]
    [InlineData("https://127。0。0。1/x")]
    public async Task T37_an_address_that_leads_inside_is_not_fetched(string url)
    {
        await using var runtime = await StartAsync(null);

        Assert.Equal(new FileLookup.Absent(FileAbsence.Forbidden), await BringAsync(runtime, url));
    }

    [Fact]
    public async Task T38_a_name_that_leads_inside_is_refused_by_the_address_it_is_connected_to()
    {
        await using var runtime = await StartAsync(null);

        Assert.Equal(new FileLookup.Absent(FileAbsence.Forbidden), await BringAsync(runtime, "https://localhost/x"));
    }

    [Theory]
    [InlineData("gopher://example.com/1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/x")]
    [InlineData("dict://example.com:11211/stat")]
    [InlineData("unix:/run/x.sock")]
    [InlineData("http://example.com/x")]
    public async Task T39_another_scheme_than_https_is_not_fetched(string url)
    {
        await using var runtime = await StartAsync(null);

        Assert.Equal(new FileLookup.Absent(FileAbsence.Forbidden), await BringAsync(runtime, url));
    }

    /// <summary>By a port that is open, one that is shut, and the same machine by its name.</summary>
    [Fact]
    public async Task T41_what_answers_inside_cannot_be_told_from_what_does_not()
    {
        using var open = new TcpListener(IPAddress.Loopback, 0);
        open.Start();
        using var shut = new TcpListener(IPAddress.Loopback, 0);
        shut.Start();
        var (openPort, shutPort) = (((IPEndPoint)open.LocalEndpoint).Port, ((IPEndPoint)shut.LocalEndpoint).Port);
        shut.Stop();
        await using var runtime = await StartAsync(null);

        string[] addresses = [$"https://127.0.0.1:{openPort}/x", $"https://127.0.0.1:{shutPort}/x", $"https://localhost:{openPort}/x", $"https://localhost:{shutPort}/x"];
        foreach (var (address, number) in addresses.Select((address, number) => (address, number)))
            Assert.Equal(new FileLookup.Absent(FileAbsence.Forbidden), await BringAsync(runtime, address, message: $"k{number}"));
        Assert.False(open.Pending());
    }

    [Fact]
    public async Task T40_a_redirect_is_not_followed()
    {
        await using var far = await Far.StartAsync(context =>
        {
            context.Response.Redirect("/inside");
            return Task.CompletedTask;
        });
        await using var runtime = await StartAsync(far);

        Assert.Equal(new FileLookup.Absent(FileAbsence.Gone), await BringAsync(runtime, far.At("x")));
        Assert.Equal(1, far.Asked);
    }

    [Fact]
    public async Task T40_a_file_that_never_ends_is_given_up()
    {
        await using var far = await Far.StartAsync(async context =>
        {
            var block = new byte[1024 * 1024];
            for (var i = 0; i < 40; i++) await context.Response.Body.WriteAsync(block, context.RequestAborted);
        });
        await using var runtime = await StartAsync(far);

        Assert.Equal(new FileLookup.Absent(FileAbsence.TooLarge), await BringAsync(runtime, far.At("x")));
    }

    [Fact]
    public async Task T10_a_packed_bomb_stays_packed()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) await gzip.WriteAsync(new byte[30 * 1024 * 1024]);
        await using var far = await Far.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(packed.ToArray()).AsTask();
        });
        await using var runtime = await StartAsync(far);
        var file = Assert.IsType<FileLookup.Found>(await BringAsync(runtime, far.At("bomb.png"))).File;

        Assert.Equal(("application/gzip", packed.Length), (file.Mime, file.SizeBytes));
    }

    [Fact]
    public async Task What_is_not_what_its_digest_says_is_not_kept()
    {
        await using var far = await Far.StartAsync(context => context.Response.Body.WriteAsync(Png).AsTask());
        await using var runtime = await StartAsync(far);

        Assert.Equal(new FileLookup.Absent(FileAbsence.Damaged), await BringAsync(runtime, far.At("x"), sha256: new string('0', 64)));
    }

    [Fact]
    public async Task A_platform_that_cannot_now_is_asked_again_later()
    {
        var fails = true;
        await using var far = await Far.StartAsync(context =>
        {
            context.Response.StatusCode = fails ? 503 : 200;
            return context.Response.Body.WriteAsync(Png).AsTask();
        });
        var time = new OmniFunctions.Tests.Support.ManualTime();
        await using var runtime = await StartAsync(far, time);
        Assert.Equal(new FileLookup.Absent(FileAbsence.Unknown), await BringAsync(runtime, far.At("x")));

        fails = false;
        await runtime.Get<MediaFetches>().RunAsync();
        Assert.Equal(1, far.Asked);
        time.Advance(TimeSpan.FromMinutes(5));
        await runtime.Get<MediaFetches>().RunAsync();
        Assert.IsType<FileLookup.Found>(await runtime.Get<AttachmentStore>().FindAsync(RuntimeUnderTest.Tenant, StoredFile.IdOf("k1", 0)));
        time.Advance(TimeSpan.FromMinutes(5));
        await runtime.Get<MediaFetches>().RunAsync();
        Assert.Equal(2, far.Asked);
    }

    [Fact]
    public async Task What_came_in_the_request_is_kept_before_the_item_goes_on()
    {
        await using var runtime = await StartAsync(null);
        var item = new InboundItem
        {
            Kind = ItemKind.Email,
            Sender = "mei@example.com",
            DedupeKey = "<1@example.com>",
            Attachments = [new Media(null, "application/pdf", FileName: "../../bill.pdf") { Content = "%PDF-1.7"u8.ToArray() }],
        };
        await runtime.Get<MediaFetches>().KeepContentAsync(Site, item, CancellationToken.None);
        var id = StoredFile.IdOf(BusKeyOf(item), 1);
        var file = Assert.IsType<FileLookup.Found>(await runtime.Get<AttachmentStore>().FindAsync(RuntimeUnderTest.Tenant, id)).File;

        Assert.Equal(("bill.pdf", "application/pdf"), (file.Name, file.Mime));
    }

    [Fact]
    public async Task A_signed_address_is_good_for_its_file_and_its_time_only()
    {
        var time = new OmniFunctions.Tests.Support.ManualTime();
        await using var runtime = await StartAsync(null, time);
        var links = runtime.Get<FileLinks>();
        var address = links.Outside(RuntimeUnderTest.Tenant, "uabc123")!;
        Assert.StartsWith("https://omni.example/files/demo/uabc123?until=", address.AbsoluteUri, StringComparison.Ordinal);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        string until = query["until"]!, proof = query["proof"]!;

        Assert.True(links.IsGood(RuntimeUnderTest.Tenant, "uabc123", until, proof));
        Assert.False(links.IsGood(RuntimeUnderTest.Tenant, "uabc124", until, proof));
        Assert.False(links.IsGood(new TenantId("other"), "uabc123", until, proof));
        Assert.False(links.IsGood(RuntimeUnderTest.Tenant, "uabc123", until + "0", proof));
        Assert.False(links.IsGood(RuntimeUnderTest.Tenant, "uabc123", until, null));
        time.Advance(FileLinks.ForPlatforms);
        Assert.False(links.IsGood(RuntimeUnderTest.Tenant, "uabc123", until, proof));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\u202Egpj.exe", "agpj.exe")]
    [InlineData("..", "file")]
    [InlineData("x\r\ny\".txt", "xy.txt")]
    [InlineData(null, "file")]
    public void A_name_leads_nowhere(string? given, string safe) => Assert.Equal(safe, StoredFile.SafeName(given));

    private static string BusKeyOf(InboundItem item) => BusKeys.InboundMessage(Site, item.DedupeKey);

    private static Task<RuntimeUnderTest> StartAsync(Far? far, TimeProvider? time = null) => RuntimeUnderTest.StartAsync(
        settings: new()
        {
            ["Omni:Accounts:demo:webchat:site:visitor_key"] = "k",
            ["Omni:Accounts:demo:webchat:site:api_base"] = far?.Address.ToString(),
            ["Omni:PublicUrl"] = "https://omni.example/",
        },
        time: time);

    private static async Task<FileLookup> BringAsync(RuntimeUnderTest runtime, string url, string? mime = null, string? sha256 = null, string message = "k1")
    {
        var item = new InboundItem
        {
            Kind = ItemKind.Image,
            Sender = "v1",
            DedupeKey = "d1",
            Media = new Media(null, mime, Url: url, FileName: url.Split('/')[^1]) { Sha256 = sha256 },
        };
        await await runtime.Get<MediaFetches>().BeginAsync(message, Site, item, CancellationToken.None);
        return await runtime.Get<AttachmentStore>().FindAsync(RuntimeUnderTest.Tenant, StoredFile.IdOf(message, 0));
    }

    /// <summary>Where a platform keeps its files.</summary>
    private sealed class Far : IAsyncDisposable
    {
        private readonly WebApplication application;
        private int asked;

        private Far(WebApplication application) => this.application = application;

        public Uri Address => new(application.Urls.First());

        public int Asked => asked;

        public string At(string name) => new Uri(Address, name).AbsoluteUri;

        public static async Task<Far> StartAsync(RequestDelegate answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var far = new Far(builder.Build());
            far.application.Map("/{**path}", context =>
            {
                Interlocked.Increment(ref far.asked);
                return answer(context);
            });
            await far.application.StartAsync();
            return far;
        }

        public ValueTask DisposeAsync() => application.DisposeAsync();
    }
}
