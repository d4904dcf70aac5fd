using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Bench;

/// <summary>What a server has used up, read before and after a run.</summary>
internal sealed record Usage(TimeSpan Processor, long Commits)
{
    public static async Task<Usage> ReadAsync(Uri server, TimeSpan processor)
    {
        using var http = new HttpClient { BaseAddress = server };
        var statistics = await http.GetFromJsonAsync<JsonElement>(new Uri("/local/statistics", UriKind.Relative));
        return new Usage(processor, statistics.GetProperty("commits").GetInt64());
    }

    public static Task<Usage> ReadAsync(ServerProcess server) => ReadAsync(server.Address, server.ProcessorTime);
}
