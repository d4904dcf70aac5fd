using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Attachments;

namespace OmniFunctions.Upkeep;

/// <summary>Takes away files that were brought and never sent.</summary>
public sealed class UnsentFilesFunction(UnsentFiles files)
{
    [Function("RemoveUnsentFiles")]
    public Task RemoveAsync([TimerTrigger(UnsentFiles.Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => files.RunAsync(cancellationToken);
}
