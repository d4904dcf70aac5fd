using System.Globalization;

namespace OmniFunctions.Tests.Harness.Load;

/// <summary>What a server has counted since it was started.</summary>
/// <param name="Accepted">Messages that the broker has.</param>
/// <param name="TakenIn">Messages that stand in their conversations.</param>
/// <param name="Missed">Service targets that were breached.</param>
public sealed record Counters(long Accepted, long TakenIn, long Missed)
{
    public static async Task<Counters> ReadAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return new Counters(Sum(text, "omni_messages_accepted_total"), Sum(text, "omni_inbound_wait_seconds_count"), Sum(text, "omni_service_targets_missed_total"));
    }

    /// <summary>Over all tags.</summary>
    private static long Sum(string text, string name) => (long)text.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
}
