using System.Net;
using System.Text.Json;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Product;

/// <summary>
/// The channel's send API. It may take a message and break off before it says so, be slow, refuse for being busy, or not be reached at all;
/// what it has taken stands in the book.
/// </summary>
internal sealed class Platform(RunContext run, Chance chance, ReplyBook replies, Func<bool> isCalm, TimeProvider clock) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        var text = body.RootElement.GetProperty("text").GetString()!;
        if (Fails()) throw new HttpRequestException(HttpRequestError.ConnectionError, "Nobody is there.");
        if (Fails()) return Answer(HttpStatusCode.TooManyRequests, """{"ok":false,"error_code":429,"parameters":{"retry_after":2}}""");
        var number = replies.Arrived(text);
        if (!isCalm() && chance.Happens(run.Plan.SlowHandler)) await Task.Delay(chance.Span(TimeSpan.Zero, TimeSpan.FromSeconds(20)), clock, cancellationToken);
        if (Fails()) throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke.");
        return Answer(HttpStatusCode.OK, $$$"""{"ok":true,"result":{"message_id":{{{number}}} }}""");
    }

    private bool Fails() => !isCalm() && chance.Happens(run.Plan.HandlerFailure);

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };
}
