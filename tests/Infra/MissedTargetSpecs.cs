using Microsoft.Extensions.Logging;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Lifecycles;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Infra;

public sealed class MissedTargetSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_breach_is_told_once_and_a_warning_is_not()
    {
        Assert.Equal(["A service target was missed: FirstResponse of demo/c1"], Told(new ConversationEvent.FirstResponseBreached(Noon, Noon)));
        Assert.Equal(["A service target was missed: TimeInQueue of demo/c1"], Told(new ConversationEvent.ClocksChanged(Noon, [Clock(ServiceTarget.Breach)])));
        Assert.Empty(Told(new ConversationEvent.ClocksChanged(Noon, [Clock(75)])));
        Assert.Empty(Told());
    }

    [Fact]
    public void A_first_response_that_its_clock_marks_as_well_is_one_missed_target() =>
        Assert.Equal(
            ["A service target was missed: FirstResponse of demo/c1", "A service target was missed: TimeInQueue of demo/c1"],
            Told(
                new ConversationEvent.FirstResponseBreached(Noon, Noon),
                new ConversationEvent.ClocksChanged(Noon, [Clock(ServiceTarget.Breach, ServiceMeasure.FirstResponse), Clock(ServiceTarget.Breach)])));

    private static ClockChange Clock(int percent, ServiceMeasure measure = ServiceMeasure.TimeInQueue) =>
        new(measure, "rule", "1", null!, null, null, [new TimerMark(percent, 60, Noon, Noon, "1")]);

    private static List<string> Told(params ConversationEvent[] events)
    {
        var log = new Lines();
        MissedTargets.Tell(log, new ConversationKey(new TenantId("demo"), new ConversationId("c1")), [.. events.Select((e, index) => new StoredEvent(index + 1, e))]);
        return log.Written;
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
