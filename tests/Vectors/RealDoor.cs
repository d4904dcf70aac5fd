using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Channels;
using OmniFunctions.Local.Functions;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Vectors;

/// <summary>
/// Sends vectors over HTTP to the system as it runs, with an account per vector and the vector's clock,
/// and reads from the queue behind the door what was accepted. Only intake is switched off, so that the queue keeps it.
/// </summary>
internal sealed class RealDoor(LocalHost host, VectorClock clock) : IDisposable
{
    private const string Tenant = "vectors";
    private static readonly TimeSpan ItemPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SilencePatience = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient http = new() { BaseAddress = host.Address };
    private readonly ServiceBusClient bus = host.Services.GetRequiredService<ServiceBusClient>();
    private readonly InboundMessages queue = host.Services.GetRequiredService<InboundMessages>();
    private readonly ChannelAccounts accounts = host.Services.GetRequiredService<ChannelAccounts>();
    private readonly TableClient pulls = host.Services.GetRequiredService<TableServiceClient>().GetTableClient(TableNames.Pulls);

    public static async Task<IReadOnlyList<Verdict>> RunAsync(IReadOnlyList<Vector> vectors)
    {
        using var folder = new TemporaryFolder();
        var clock = new VectorClock();
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobs.Intake.Disabled"] = "true",
            ["Omni:SeedDemo"] = "false",
        };
        for (var i = 0; i < vectors.Count; i++)
            foreach (var (name, value) in vectors[i].Secrets)
                settings[$"Omni:Accounts:{Tenant}:{vectors[i].Channel}:{Account(i)}:{name}"] = value;

        await using var host = await LocalHost.StartProgramAsync(typeof(Inbound.WebhookFunction).Assembly,
            new LocalHostOptions { DataFolder = folder.Path, Settings = settings, Time = clock });

        // The queue comes with the function that reads it, which is off.
        ServiceBusBroker.On(host.Services.GetRequiredService<EmbeddedStore>()).DeclareQueue("inbound", new QueueOptions { RequiresSession = true });
        using var door = new RealDoor(host, clock);
        var results = new List<Verdict>();
        for (var i = 0; i < vectors.Count; i++)
        {
            var supported = ChannelCatalogue.Find(vectors[i].Channel) is not null;
            results.Add(new Verdict(vectors[i].Id, vectors[i].Channel, supported, supported ? await door.TryAsync(vectors[i], Account(i)) : "not supported"));
        }

        return results;
    }

    private static string Account(int index) => string.Create(CultureInfo.InvariantCulture, $"v{index}");

    private async Task<string?> TryAsync(Vector vector, string account)
    {
        clock.SetTo(vector.Clock is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);
        using var request = new HttpRequestMessage(new HttpMethod(vector.Method), new Uri($"/webhooks/{Tenant}/{vector.Channel}/{account}{vector.Query}", UriKind.Relative));
        if (vector.Method != "GET") request.Content = new ByteArrayContent(vector.Body);
        foreach (var (name, value) in vector.Headers)
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) request.Content?.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var rung = await RungAsync(vector, account);
        IReadOnlyList<JsonElement> items = [.. rung, .. await AcceptedAsync((vector.Expect.Items?.Count ?? 0) - rung.Count)];
        return StatusFault(vector.Expect, (int)answer.StatusCode)
            ?? ResponseFault(vector.Expect.Response, answer, body)
            ?? ItemsFault(vector.Expect, items);
    }

    private static string? StatusFault(Expectation expect, int status)
    {
        if (status >= 500) return $"the server failed with {status}";
        if (!expect.Valid) return status is 401 or 403 ? null : $"a forged request was answered {status}";
        if (expect.ParseError) return null;
        return status is >= 200 and < 300 ? null : $"an authentic request was answered {status}";
    }

    private static string? ResponseFault(JsonElement? expected, HttpResponseMessage answer, byte[] body)
    {
        if (expected is not { } response) return null;
        var text = Encoding.UTF8.GetString(body);
        if (response.TryGetProperty("status", out var status) && status.GetInt32() != (int)answer.StatusCode) return $"answered {(int)answer.StatusCode}, not {status}";
        if (response.TryGetProperty("body", out var exact) && exact.GetString() != text) return $"the answer is '{text}', not '{exact}'";
        if (response.TryGetProperty("body_in", out var any) && !any.EnumerateArray().Any(one => one.GetString() == text)) return $"the answer is '{text}', not one of {any.GetRawText()}";
        if (response.TryGetProperty("contentType", out var type) && type.GetString() != answer.Content.Headers.ContentType?.MediaType)
            return $"the answer's type is {answer.Content.Headers.ContentType}, not {type}";
        if (response.TryGetProperty("headers", out var headers)
            && headers.EnumerateObject().FirstOrDefault(header => !answer.Headers.TryGetValues(header.Name, out var values) || values.First() != header.Value.GetString()) is { Value.ValueKind: JsonValueKind.String } missing)
            return $"the answer has no {missing.Name}: {missing.Value}";
        if (!response.TryGetProperty("json", out var json)) return null;
        using var found = JsonDocument.Parse(text);
        return JsonElement.DeepEquals(json, found.RootElement) ? null : $"the answer is {text}, not {json.GetRawText()}";
    }

    private static string? ItemsFault(Expectation expect, IReadOnlyList<JsonElement> items)
    {
        if ((!expect.Valid || expect.ParseError) && items.Count > 0) return "something was accepted of a request that must leave nothing";
        if (expect.Items is not { } asked) return null;
        if (asked.Count != items.Count) return $"{items.Count} items were accepted, not {asked.Count}";
        return asked.Zip(items).Select((pair, i) => Subset.Fault(pair.First, pair.Second, $"items[{i}]")).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>
    /// What only rings, and so never reaches the bus: as its channel reads it, but only where the door has noted that there is something to be read.
    /// </summary>
    private async Task<IReadOnlyList<JsonElement>> RungAsync(Vector vector, string account)
    {
        var key = new AccountKey(new TenantId(Tenant), vector.Channel, account);
        var streams = new List<string>();
        await foreach (var row in pulls.QueryAsync<TableEntity>(row => row.PartitionKey == $"{Tenant}|{vector.Channel}|{account}")) streams.Add(row.GetString("Stream"));
        if (streams.Count == 0) return [];
        var (channel, known) = (ChannelCatalogue.Find(vector.Channel)!, accounts.Find(key)!);
        var request = new WebhookRequest(vector.Method, new Uri(http.BaseAddress!, vector.Path).AbsoluteUri, Fuzz.QueryOf(vector.Query), vector.Headers, vector.Body);
        return channel.Verify(request, known, clock.GetUtcNow()) is Verification.Authentic authentic && channel.Parse(request, authentic.Payload, known) is Parsed.Items items
            ? [.. items.List.Where(item => channel.PullAfter(item) is { } position && streams.Contains(position.Stream)).Select(item => JsonElement.Parse(NormalisedItem.ToJson(item)))]
            : [];
    }

    /// <summary>What the door put on the bus, in order. Waits for as many as are expected, and a moment longer for any that are not.</summary>
    private async Task<IReadOnlyList<JsonElement>> AcceptedAsync(int expected)
    {
        var found = new List<(long Sequence, JsonElement Item)>();
        while (true)
        {
            ServiceBusSessionReceiver receiver;
            try
            {
                using var limit = new CancellationTokenSource(found.Count < expected ? ItemPatience : SilencePatience);
                receiver = await bus.AcceptNextSessionAsync("inbound", cancellationToken: limit.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ServiceBusException { Reason: ServiceBusFailureReason.ServiceTimeout })
            {
                return [.. found.OrderBy(item => item.Sequence).Select(item => item.Item)];
            }

            await using (receiver)
            {
                while (await receiver.ReceiveMessageAsync(SilencePatience) is { } message)
                {
                    using var item = JsonDocument.Parse(NormalisedItem.ToJson(queue.Open(message.MessageId!, message.Body).Item));
                    found.Add((message.SequenceNumber, item.RootElement.Clone()));
                    await receiver.CompleteMessageAsync(message);
                }
            }
        }
    }

    public void Dispose() => http.Dispose();
}
