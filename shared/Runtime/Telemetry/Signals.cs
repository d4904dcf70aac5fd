using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OmniFunctions.Runtime.Telemetry;

/// <summary>
/// What the system tells of itself to whoever listens: spans and figures under the name <see cref="Name"/>, with tenants, channels and outcomes for tags,
/// never a person's id or word. Without a listener each costs next to nothing.
/// </summary>
public static class Signals
{
    public const string Name = "OmniFunctions";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> AcceptedItems = Meter.CreateCounter<long>("omni.messages.accepted", "{message}", "Items of webhooks that the broker has durably.");
    private static readonly Counter<long> RefusedRequests = Meter.CreateCounter<long>("omni.webhooks.refused", "{request}", "Webhooks that were not what they claimed to be.");
    private static readonly Counter<long> RequestsTurnedAway = Meter.CreateCounter<long>("omni.webhooks.turned_away", "{request}", "Webhooks that were told to come again: too many at once, too much waiting, too much from one customer.");
    private static readonly Counter<long> ConflictingMessages = Meter.CreateCounter<long>("omni.messages.conflicting", "{message}", "Messages that came under the id of another one and say something else.");
    private static readonly Counter<long> UnmatchedBounces = Meter.CreateCounter<long>("omni.bounces.unmatched", "{bounce}", "Mails that came back and name no message that is known as ours.");
    private static readonly Counter<long> ExpiringAccounts = Meter.CreateCounter<long>("omni.accounts.expiring", "{account}", "Accounts that sign in with what ends soon; each counts once a day.");
    private static readonly Counter<long> FinishedReplies = Meter.CreateCounter<long>("omni.replies", "{reply}", "Replies by what became of them.");
    private static readonly Counter<long> MissedTargets = Meter.CreateCounter<long>("omni.service_targets.missed", "{target}", "Service targets that were breached.");
    private static readonly Histogram<double> IntakeWait = Meter.CreateHistogram<double>("omni.inbound.wait", "s", "From the broker to the conversation.");

    public static void Accepted(string channel, int items) => AcceptedItems.Add(items, KeyValuePair.Create<string, object?>("channel", channel));

    public static void Refused(string channel) => RefusedRequests.Add(1, KeyValuePair.Create<string, object?>("channel", channel));

    /// <param name="why">One of few words: crowd, late, flood.</param>
    public static void TurnedAway(string channel, string why) =>
        RequestsTurnedAway.Add(1, KeyValuePair.Create<string, object?>("channel", channel), KeyValuePair.Create<string, object?>("why", why));

    public static void Conflicted(string channel) => ConflictingMessages.Add(1, KeyValuePair.Create<string, object?>("channel", channel));

    public static void BouncedUnmatched(string channel) => UnmatchedBounces.Add(1, KeyValuePair.Create<string, object?>("channel", channel));

    public static void Expiring(string channel) => ExpiringAccounts.Add(1, KeyValuePair.Create<string, object?>("channel", channel));

    public static void Replied(string channel, string outcome) =>
        FinishedReplies.Add(1, KeyValuePair.Create<string, object?>("channel", channel), KeyValuePair.Create<string, object?>("outcome", outcome));

    public static void Missed(string measure) => MissedTargets.Add(1, KeyValuePair.Create<string, object?>("measure", measure));

    /// <param name="wait">Since the broker had it.</param>
    public static void TakenIn(TimeSpan wait) => IntakeWait.Record(wait.TotalSeconds);

    /// <summary>
    /// The first span of a message. It begins a trace of its own: the web server's span around it is recorded by nobody here, and a parent that
    /// is not recorded would keep this one from being so.
    /// </summary>
    public static Activity? Begin(string name)
    {
        if (!Source.HasListeners()) return null;
        var around = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(name, ActivityKind.Server);
        if (span is null) Activity.Current = around;
        return span;
    }

    /// <summary>A step of the message that is under way.</summary>
    public static Activity? Step(string name) => Source.StartActivity(name);

    /// <summary>A step that goes on with what another process, or this one before it fell over, began.</summary>
    /// <param name="trace">As <see cref="MessageTrace"/> wrote it; what is none begins a trace.</param>
    public static Activity? Continue(string name, string? trace) =>
        ActivityContext.TryParse(trace, null, isRemote: true, out var parent) ? Source.StartActivity(name, ActivityKind.Consumer, parent) : Source.StartActivity(name, ActivityKind.Consumer);
}
