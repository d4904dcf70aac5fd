using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Upkeep;

/// <summary>Leaves a mark in the conversations of dead letters that could leave none themselves. It costs a late one a minute.</summary>
public sealed class DeadLetterFunction(DeadLetterMarks marks)
{
    [Function("DeadLetterMarks")]
    public Task MarkAsync([TimerTrigger(DeadLetterMarks.Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => marks.RunAsync(cancellationToken);
}
