using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>Why a conversation is where it is, and what its timers did.</summary>
public sealed class WhyFunctions(CommandDesk desk, ConversationStore store, PolicyStore policies, NamesReader namesOf, TimeProvider time)
{
    /// <summary>Of one conversation; what is older is not asked about.</summary>
    private const int MaxEvents = 10_000;

    [Function("Explanations"), Requires(Permission.Agent)]
    [Describes(
        "Every decision of routing and of the rules, with its inputs and why each candidate or rule was or was not chosen; and while it waits, why nobody has it yet.", typeof(ExplanationList))]
    public async Task<IResult> ExplanationsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = At + "explanations")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var names = await namesOf.ReadAsync(request.Agent().Tenant, cancellationToken);
        if (await desk.SeenAsync(request.Agent(), id, names, cancellationToken) is not { } seen) return Problems.NotFound();
        var items = (await LastEvents.ReadAsync(store, seen, MaxEvents, cancellationToken)).Select(stored => Explained.Of(stored, names)).Append(await WaitingAsync(durable, seen, names, cancellationToken));
        return Results.Json(new ExplanationList([.. items.OfType<ExplanationItem>()]), DeskJson.Instance.ExplanationList);
    }

    [Function("EvaluateExplanation"), Requires(Permission.Agent)]
    [Describes("Decide again from what an explanation holds: the same must come out.", typeof(EvaluationView), Takes = typeof(PlainRequest))]
    public async Task<IResult> EvaluateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "explanations/{seq}/evaluate")] HttpRequest request, string id, string seq, CancellationToken cancellationToken)
    {
        var tenant = request.Agent().Tenant;
        var names = await namesOf.ReadAsync(tenant, cancellationToken);
        if (await desk.SeenAsync(request.Agent(), id, names, cancellationToken) is not { } seen) return Problems.NotFound();
        if (!long.TryParse(seq, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) || number is 0 or > int.MaxValue) return Problems.NotFound();
        if (await store.EventsAsync(seen.Key, number - 1, 1, cancellationToken) is not [var stored] || Explained.Of(stored, names) is null) return Problems.NotFound();

        var policy = Explained.PolicyOf(stored.Event) is { } version ? await policies.FindAsync(tenant, version, cancellationToken) : null;
        var began = time.GetTimestamp();
        var (same, hash) = Explained.Again(stored.Event, policy);
        return Results.Json(new EvaluationView(same, hash, time.GetUtcNow(), (long)time.GetElapsedTime(began).TotalMicroseconds), DeskJson.Instance.EvaluationView);
    }

    [Function("Timers"), Requires(Permission.Agent)]
    [Describes("Every timer of a conversation: when it was due, when it fired, how late that was, and those that are still armed.", typeof(TimerList))]
    public async Task<IResult> TimersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = At + "timers")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var names = await namesOf.ReadAsync(request.Agent().Tenant, cancellationToken);
        if (await desk.SeenAsync(request.Agent(), id, names, cancellationToken) is not { } seen) return Problems.NotFound();
        var fired = (await LastEvents.ReadAsync(store, seen, MaxEvents, cancellationToken)).SelectMany(TimerView.FiredIn);
        return Results.Json(new TimerList([.. fired, .. TimerView.ArmedIn(seen.State)]), DeskJson.Instance.TimerList);
    }

    /// <summary>Judged now, as routing knows it now.</summary>
    /// <returns>Null when it does not wait, or routing has not heard of it yet.</returns>
    private async Task<ExplanationItem?> WaitingAsync(DurableTaskClient durable, StoredConversation seen, Names names, CancellationToken cancellation)
    {
        if (seen.State.Phase is not Phase.Waiting) return null;
        var group = await PresenceBoard.ReadAsync(durable, seen.Key.Tenant, cancellation);
        if (group.WaitingOf(seen.Key.Id) is not { } work) return null;
        var began = time.GetTimestamp();
        var why = Matcher.ExplainWaiting(group, work, time.GetUtcNow());
        return Explained.Waiting(why with { ElapsedMicroseconds = (long)time.GetElapsedTime(began).TotalMicroseconds }, names);
    }
}
