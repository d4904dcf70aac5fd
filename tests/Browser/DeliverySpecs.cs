using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using OmniFunctions.Tests.Harness;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Browser;

/// <summary>How the running server hands out each file of the web client, asked for as a browser asks.</summary>
public sealed class DeliverySpecs(SharedSystem shared, ITestOutputHelper output) : BrowserSpec(shared)
{
    private const double MostOfPlain = 0.6;

    /// <summary>What is smaller is not worth a second file.</summary>
    private const int SmallestWorthwhileBytes = 256;

    private static readonly string[] Compressible = [".js", ".css", ".html", ".svg", ".json"];

    private static readonly string Site = Path.Combine(Path.GetDirectoryName(ServerProcess.AssemblyPath)!, "wwwroot");

    private static readonly IReadOnlyList<string> Paths =
    [
        .. from file in Directory.EnumerateFiles(Site, "*", SearchOption.AllDirectories)
           where Path.GetExtension(file) is not (".br" or ".gz")
           let path = "/" + Path.GetRelativePath(Site, file).Replace(Path.DirectorySeparatorChar, '/')
           orderby path
           select path,
    ];

    [Fact]
    public async Task Everything_compressible_comes_as_Brotli_and_is_at_least_forty_percent_smaller()
    {
        var (plainBytes, brotliBytes) = (0L, 0L);
        foreach (var path in Paths.Where(path => Compressible.Contains(Path.GetExtension(path))))
        {
            var (_, plain) = await FetchAsync(path, "identity");
            if (plain.Length < SmallestWorthwhileBytes) continue;
            var (headers, brotli) = await FetchAsync(path, "gzip, deflate, br, zstd");
            Assert.True(headers.Content.Headers.ContentEncoding.SequenceEqual(["br"]), $"{path} came as '{headers.Content.Headers.ContentEncoding}'.");
            Assert.Contains("Accept-Encoding", headers.Headers.Vary);
            Assert.True(brotli.Length <= plain.Length * MostOfPlain, $"{path}: {brotli.Length} of {plain.Length} bytes.");
            (plainBytes, brotliBytes) = (plainBytes + plain.Length, brotliBytes + brotli.Length);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Paths.Count} files: {plainBytes:N0} bytes plain, {brotliBytes:N0} as Brotli, {100 - (100.0 * brotliBytes / plainBytes):0} % smaller (of 40)"));
        Assert.True(brotliBytes > 0);
    }

    [Fact]
    public async Task Files_with_a_hash_in_their_name_are_kept_for_ever_and_no_other_is()
    {
        var hashed = Paths.Where(path => path.StartsWith("/assets/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(hashed);
        foreach (var path in Paths)
        {
            var (headers, _) = await FetchAsync(path, "br");
            var kept = headers.Headers.CacheControl!.ToString();
            if (hashed.Contains(path)) Assert.True(kept.Contains("immutable", StringComparison.Ordinal) && headers.Headers.CacheControl.MaxAge >= TimeSpan.FromDays(365), $"{path}: {kept}");
            else Assert.True(kept == "no-cache", $"{path}: {kept}");
        }
    }

    [Fact]
    public async Task A_page_that_the_browser_has_already_is_not_sent_again()
    {
        var (first, _) = await FetchAsync("/desk/", "br");
        using var http = new HttpClient { BaseAddress = Omni.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/desk/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? new EntityTagHeaderValue("\"none\""));
        using var again = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    private async Task<(HttpResponseMessage Answer, byte[] Body)> FetchAsync(string path, string accepted)
    {
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Omni.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }
}
