using System.Net;
using System.Net.Http.Headers;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://www.rfc-editor.org/rfc/rfc9110")]
public sealed class StaticSiteSpecs : IAsyncLifetime
{
    private LocalHost host = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        var options = HostOfTest.Options(typeof(RefusalSpecs.Two));
        Write(options, "index.html", "<p>start</p>");
        Write(options, "desk/index.html", "<p>desk</p>");
        Write(options, "widget/index.html", "<p>widget</p>");
        Write(options, "assets/app-4f9a1c2b.js", "plain");
        Write(options, "assets/app-4f9a1c2b.js.br", "brotli");
        Write(options, "assets/app-4f9a1c2b.js.gz", "gzip");
        Write(options, "one", "hidden by the function");
        File.WriteAllText(Path.Combine(options.BaseFolder!, "secret.txt"), "secret");
        host = await HostOfTest.StartAsync(static _ => { }, options);
        client = host.Client();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "<p>start</p>")]
    [InlineData("/desk/", "<p>desk</p>")]
    public async Task A_folder_answers_with_its_index(string path, string body)
    {
        var response = await client.GetAsync(path);

        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_folder_without_its_slash_is_led_to_it()
    {
        var response = await client.GetAsync("/desk?x=1");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/desk/?x=1", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br", "brotli")]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData("identity", null, "plain")]
    public async Task The_best_copy_that_the_client_takes_is_sent_and_kept_for_ever(string accepted, string? encoding, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-4f9a1c2b.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        var response = await client.SendAsync(request);

        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }

    [Fact]
    public async Task A_file_the_client_has_is_not_sent_again()
    {
        var first = await client.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? new EntityTagHeaderValue("\"none\""));

        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/", "frame-ancestors 'none'")]
    [InlineData("/widget/", "frame-ancestors *")]
    public async Task Pages_are_kept_to_their_origin_and_only_the_widget_may_be_framed(string path, string ancestors)
    {
        var headers = (await client.GetAsync(path)).Headers;

        var policy = Assert.Single(headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.EndsWith(ancestors, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.True(headers.Contains("Referrer-Policy"));
    }

    [Theory]
    [InlineData("/secret.txt")]
    [InlineData("/../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/desk/missing.js")]
    public async Task Nothing_outside_the_site_is_served(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);

    [Fact]
    public async Task A_function_goes_before_a_file_of_the_same_path() => Assert.Equal("", await client.GetStringAsync("/one"));

    private static void Write(LocalHostOptions options, string path, string text)
    {
        var file = Path.Combine(options.BaseFolder!, "wwwroot", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
