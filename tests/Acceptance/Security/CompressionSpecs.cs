using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>What is compressed on its way, by how much, and what is not because a secret is in it.</summary>
public sealed class CompressionSpecs(TheSystem system, ITestOutputHelper output) : Scenario(system)
{
    private const int MostLeftPercent = 60;

    /// <summary>Below, an answer fits one packet either way.</summary>
    private const int Small = 1_000;

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Every_answer_of_some_size_is_two_fifths_smaller_at_least(string encoding)
    {
        for (var n = 0; n < 8; n++) await Customers.TelegramAsync(Customers.NextMessageId(), Customers.Unique("a customer's question"));
        var description = await Chen.GetAsync("/openapi/v1.json");
        var lists = description.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _) && !path.Name.Contains('{', StringComparison.Ordinal)).Select(path => path.Name).ToList();
        var told = 0;
        foreach (var path in (string[])[.. lists, "/api/conversations?view=open&limit=200"])
        {
            var (plain, plainEncoding) = await AskAsync(HttpMethod.Get, path, null);
            if (plain.Length < Small || plain[0] is not ((byte)'{' or (byte)'[')) continue;
            var (packed, packedEncoding) = await AskAsync(HttpMethod.Get, path, encoding);
            Assert.Null(plainEncoding);
            Assert.Equal((path, encoding), (path, packedEncoding));
            output.WriteLine($"{path}: {plain.Length:N0} bytes, {encoding} {packed.Length:N0}, {100 - (packed.Length * 100 / plain.Length)} % smaller");
            Assert.True(packed.Length * 100 <= plain.Length * MostLeftPercent, $"{path} is {packed.Length} bytes of {plain.Length}.");
            using var read = JsonDocument.Parse(Unpacked(packed, encoding));
            told++;
        }

        Assert.True(told >= 4, $"Only {told} answers were of some size.");
    }

    [Theory]
    [InlineData("/api/live/negotiate")]
    [InlineData("/api/second-factor")]
    [InlineData("/api/sign-in/demo/company")]
    [InlineData("/api/widget/demo/site/session")]
    public async Task An_answer_with_a_secret_in_it_is_compressed_by_nobody(string path)
    {
        using var request = Request(HttpMethod.Post, path, "br, gzip");
        request.Content = new StringContent("""{"language":"en"}""", new MediaTypeHeaderValue("application/json"));
        using var answer = await Chen.Http.SendAsync(request);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.True(answer.IsSuccessStatusCode, $"{path} answers {answer.StatusCode}.");
        Assert.True(answer.Headers.CacheControl is { NoTransform: true, NoStore: true });
    }

    private async Task<(byte[] Body, string? Encoding)> AskAsync(HttpMethod method, string path, string? encoding)
    {
        using var request = Request(method, path, encoding);
        using var answer = await Chen.Http.SendAsync(request);
        return (await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? encoding)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (encoding is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        return request;
    }

    private static byte[] Unpacked(byte[] packed, string encoding)
    {
        using var from = new MemoryStream(packed);
        using Stream stream = encoding == "br" ? new BrotliStream(from, CompressionMode.Decompress) : new GZipStream(from, CompressionMode.Decompress);
        using var to = new MemoryStream();
        stream.CopyTo(to);
        return to.ToArray();
    }
}
