using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Attachments;

namespace OmniFunctions.Upkeep;

/// <summary>Fetches files that could not be fetched at once.</summary>
public sealed class MediaFunction(MediaFetches media)
{
    [Function("MediaFetches")]
    public Task FetchAsync([TimerTrigger(MediaFetches.Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => media.RunAsync(cancellationToken);
}
