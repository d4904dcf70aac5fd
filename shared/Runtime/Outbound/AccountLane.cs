using System.Globalization;
using OmniFunctions.Channels;
using Polly;
using Polly.CircuitBreaker;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// What one account may send now: as many a second as its platform takes, nothing while the platform has asked for patience, and only a try now and then
/// while the platform does not work. Other accounts have lanes of their own.
/// </summary>
internal sealed class AccountLane
{
    /// <summary>Setting of an account that says another rate than the channel's.</summary>
    public const string RateSetting = "sends_per_second";

    private const double FailureRatio = 0.5;
    private const int LeastSends = 2;
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(2);

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly CircuitBreakerStateProvider circuit = new();
    private DateTimeOffset next;
    private DateTimeOffset closedUntil;
    private DeliveryRefusal? why;

    public AccountLane(TimeProvider time)
    {
        this.time = time;
        Breaker = new ResiliencePipelineBuilder<bool> { TimeProvider = time }.AddCircuitBreaker(new CircuitBreakerStrategyOptions<bool>
        {
            FailureRatio = FailureRatio,
            MinimumThroughput = LeastSends,
            SamplingDuration = Sampling,
            BreakDurationGenerator = broken => ValueTask.FromResult(BreakAfter(broken.HalfOpenAttempts)),
            ShouldHandle = sent => ValueTask.FromResult(sent.Outcome.Exception is not OperationCanceledException && (sent.Outcome.Exception is not null || !sent.Outcome.Result)),
            StateProvider = circuit,
        }).Build();
    }

    /// <summary>Runs a send that says whether the platform worked; throws <see cref="BrokenCircuitException"/> while it is known not to.</summary>
    public ResiliencePipeline<bool> Breaker { get; }

    /// <summary>How the lane stands, for whoever looks at the account.</summary>
    public (DeliveryRefusal? Why, DateTimeOffset? Until) Standing
    {
        get
        {
            lock (gate)
            {
                if (closedUntil > time.GetUtcNow()) return (why, closedUntil);
            }

            return circuit.CircuitState is CircuitState.Open or CircuitState.HalfOpen ? (DeliveryRefusal.PlatformError, null) : (null, null);
        }
    }

    /// <summary>Nothing leaves until then.</summary>
    public void Close(DateTimeOffset until, DeliveryRefusal reason)
    {
        lock (gate)
        {
            if (until <= closedUntil) return;
            (closedUntil, why) = (until, reason);
        }
    }

    public void Open()
    {
        lock (gate) (closedUntil, why) = (default, null);
    }

    /// <summary>Takes the next place to send.</summary>
    /// <returns>When it is, or why and until when there is none soon.</returns>
    public (DateTimeOffset At, DeliveryRefusal? Held) Reserve(ChannelAccount account, Capabilities capabilities, TimeSpan patience)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (closedUntil > now + patience) return (closedUntil, why);
            var earliest = closedUntil > now ? closedUntil : now;
            if (RateOf(account, capabilities) is not { } perSecond) return (earliest, null);

            // As many as fit a second may leave at once; after that each waits for its part of one.
            var burst = TimeSpan.FromSeconds(1);
            var place = next > earliest - burst ? next : earliest - burst;
            var at = place > earliest ? place : earliest;
            if (at > now + patience) return (at, DeliveryRefusal.Throttled);
            next = place + TimeSpan.FromSeconds(1 / perSecond);
            return (at, null);
        }
    }

    private static double? RateOf(ChannelAccount account, Capabilities capabilities) =>
        double.TryParse(account.Setting(RateSetting), NumberStyles.Float, CultureInfo.InvariantCulture, out var set) && set > 0 && double.IsFinite(set) ? set : capabilities.SendsPerSecond;

    private static TimeSpan BreakAfter(int halfOpenAttempts)
    {
        var pause = FirstBreak * Math.Pow(2, Math.Min(halfOpenAttempts, 10));
        return pause < LongestBreak ? pause : LongestBreak;
    }
}
