using System.Text.Json;
using Azure.Messaging.EventHubs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Json;
using OmniFunctions.Live;
using OmniFunctions.Runtime.Insights;

namespace OmniFunctions.Insights;

/// <summary>The live figures: events in, read model and pushes out.</summary>
public sealed class InsightsFunctions(FiguresStore figures, InsightsPulse pulse, ILogger<InsightsFunctions> logger)
{
    /// <summary>The hub goes on after a batch whether or not it was folded, so a batch that fails is tried again here.</summary>
    [Function("FoldInsights")]
    [ExponentialBackoffRetry(5, "00:00:01", "00:00:30")]
    [SignalROutput(HubName = nameof(DeskHub))]
    public async Task<SignalRMessageAction[]> FoldAsync(
        [EventHubTrigger("insights", Connection = "EventHub")] EventData[] events, FunctionContext context, CancellationToken cancellationToken)
    {
        var pushes = new List<SignalRMessageAction>();
        foreach (var told in events.Select(Read).OfType<InsightEvent>().GroupBy(told => told.Tenant))
        {
            await figures.FoldAsync(told.Key, HubPartition.Of(context), [.. told], cancellationToken);
            if (await pulse.BeatAsync(told.Key, cancellationToken) is { } push) pushes.Add(push);
        }

        return [.. pushes];
    }

    /// <summary>Figures over a moving window change while nothing happens.</summary>
    [Function("PushInsights")]
    [SignalROutput(HubName = nameof(DeskHub))]
    public Task<SignalRMessageAction[]> PushAsync([TimerTrigger("*/5 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        pulse.CatchUpAsync(cancellationToken);

    [Function("LiveInsights"), Requires(Permission.Agent)]
    [Describes("How things stand now.", typeof(LiveInsights))]
    public async Task<IResult> LiveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/insights/live")] HttpRequest request, CancellationToken cancellationToken) =>
        Results.Json(await pulse.ReadAsync(request.Agent().Tenant, cancellationToken), DeskJson.Instance.LiveInsights);

    /// <summary>What cannot be read will not be readable on the next try either: it is left out and named in the log.</summary>
    private InsightEvent? Read(EventData data)
    {
        try
        {
            return JsonSerializer.Deserialize(data.EventBody.ToMemory().Span, CoreJson.Instance.InsightEvent);
        }
        catch (JsonException exception)
        {
            logger.LogError(exception, "An event at offset {Offset} is not an insight event.", data.OffsetString);
            return null;
        }
    }
}
