using Microsoft.Extensions.Logging;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Telemetry;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Runtime.Lifecycles;

/// <summary>
/// One line in the log of operations for each service target that was missed, with ids only. An alert counts them (infra/modules/alerts.bicep), so
/// the sentence is a contract; a spec holds the two together.
/// </summary>
internal static partial class MissedTargets
{
    /// <param name="events">Of any command that was stored: whoever comes first after the moment finds the target missed, and on a busy machine that is often a customer.</param>
    public static void Tell(ILogger logger, ConversationKey key, IReadOnlyList<StoredEvent> events)
    {
        // A first response that was missed is two facts, that of the conversation and the mark of its clock: one target.
        var isFirstResponseTold = false;
        foreach (var measure in events.SelectMany(stored => MissedBy(stored.Event)))
        {
            if (measure is ServiceMeasure.FirstResponse && isFirstResponseTold) continue;
            isFirstResponseTold |= measure is ServiceMeasure.FirstResponse;
            Tell(logger, measure, key);
        }
    }

    private static IEnumerable<ServiceMeasure> MissedBy(ConversationEvent e) => e switch
    {
        ConversationEvent.FirstResponseBreached => [ServiceMeasure.FirstResponse],
        ConversationEvent.ClocksChanged changed => changed.Changes.Where(clock => clock.Fired.Any(mark => mark.Percent == ServiceTarget.Breach)).Select(clock => clock.Measure),
        _ => [],
    };

    private static void Tell(ILogger logger, ServiceMeasure measure, ConversationKey conversation)
    {
        Signals.Missed(measure.ToString());
        Missed(logger, measure, conversation);
    }

    [LoggerMessage(LogLevel.Warning, "A service target was missed: {Measure} of {Conversation}")]
    private static partial void Missed(ILogger logger, ServiceMeasure measure, ConversationKey conversation);
}
