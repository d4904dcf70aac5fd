using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Admin;

/// <summary>
/// The rules of a tenant as documents: a draft to work on, versions to read and go back to, a history of who changed what when. A document travels as text
/// within JSON, with its comments, and is told all its faults at once.
/// </summary>
public sealed class PolicyFunctions(PolicyRegister register, NamesReader names)
{
    private const string Root = "api/admin/policies";

    /// <summary>Of the request's body, in which every line break of the document takes two characters.</summary>
    private const int MaxBodyBytes = PolicyLimits.MaxBytes;

    [Function("Policies"), Requires(Permission.Supervisor)]
    [Describes("The version in force, the draft, and the versions that were in force, newest first.", typeof(PolicyListView))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root)] HttpRequest request, CancellationToken cancellationToken)
    {
        var tenant = request.Agent().Tenant;
        var (active, versions) = await register.VersionsAsync(tenant, cancellationToken);
        var draft = await register.DraftAsync(tenant, cancellationToken);
        var known = await names.ReadAsync(tenant, cancellationToken);
        return Results.Json(
            new PolicyListView(active, draft is null ? null : PolicyDraftView.Of(draft, known), [.. versions.Select(change => PolicyVersionView.Of(change, known))]),
            DeskJson.Instance.PolicyListView);
    }

    [Function("Policy"), Requires(Permission.Supervisor)]
    [Describes("One version as it was written; 'draft' is the draft.", typeof(PolicyTextView))]
    public async Task<IResult> TextAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root + "/{version}")] HttpRequest request, string version, CancellationToken cancellationToken) =>
        await register.TextAsync(request.Agent().Tenant, version, cancellationToken) is { } text
            ? Results.Json(new PolicyTextView(text.Version, text.Hash, text.Text, text.Format), DeskJson.Instance.PolicyTextView)
            : Problems.NotFound();

    [Function("ValidatePolicy"), Requires(Permission.Supervisor)]
    [Describes("All faults and warnings of a document, each with line, column and path. Nothing is stored.", typeof(PolicyFaultList), Takes = typeof(PolicyTextRequest))]
    public static async Task<IResult> ValidateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Root + "/validate")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (text, refusal) = await ReadTextAsync(request, cancellationToken);
        if (refusal is not null) return refusal;
        var reading = PolicyDocument.Read(text!.Text!);
        return Results.Json(new PolicyFaultList(PolicyFaultView.Of([.. reading.Faults, .. reading.Warnings])), DeskJson.Instance.PolicyFaultList);
    }

    [Function("SavePolicyDraft"), Requires(Permission.Supervisor)]
    [Describes("Save the draft, whatever its faults; they are told. With 'revision', only if nobody saved it since.", typeof(PolicyDraftSaved), Takes = typeof(PolicyTextRequest))]
    public async Task<IResult> SaveDraftAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Root + "/draft")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (text, refusal) = await ReadTextAsync(request, cancellationToken);
        if (refusal is not null) return refusal;
        var caller = request.Agent();
        var outcome = await register.SaveDraftAsync(caller.Tenant, text!.Text!, caller.Id, text.Revision, cancellationToken);
        return await AnswerAsync(caller, outcome, cancellationToken);
    }

    [Function("ActivatePolicy"), Requires(Permission.Supervisor)]
    [Describes("Put the draft in force, or an earlier version where one is named.", typeof(PolicyInForce), Takes = typeof(PolicyActivation))]
    public async Task<IResult> ActivateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Root + "/activate")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (wish, refusal) = await ReadActivationAsync(request, cancellationToken);
        if (refusal is not null) return refusal;
        var caller = request.Agent();
        var author = new PolicyAuthor(caller.Id, wish!.Note);
        var outcome = wish.Version is { Length: > 0 } version && version != PolicyRegister.DraftName
            ? await register.RollBackAsync(caller.Tenant, version, author, cancellationToken)
            : await register.ActivateDraftAsync(caller.Tenant, author, cancellationToken);
        return await AnswerAsync(caller, outcome, cancellationToken);
    }

    [Function("RollBackPolicy"), Requires(Permission.Supervisor)]
    [Describes("Put an earlier version in force again.", typeof(PolicyInForce), Takes = typeof(PolicyActivation))]
    public async Task<IResult> RollBackAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Root + "/rollback")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (wish, refusal) = await ReadActivationAsync(request, cancellationToken);
        if (refusal is not null) return refusal;
        if (string.IsNullOrWhiteSpace(wish!.Version)) return Problems.Invalid("version", "The version to go back to.");
        var caller = request.Agent();
        return await AnswerAsync(caller, await register.RollBackAsync(caller.Tenant, wish.Version, new PolicyAuthor(caller.Id, wish.Note), cancellationToken), cancellationToken);
    }

    [Function("PolicyHistory"), Requires(Permission.Supervisor)]
    [Describes("Who put what in force when and why, newest first.", typeof(PolicyHistoryView), Query = ["cursor", "limit"])]
    public async Task<IResult> HistoryAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root + "/history")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (Query.Number(request, "limit", 1, PolicyRegister.MaxHistoryPage, PolicyRegister.MaxHistoryPage) is not { } limit) return Problems.Invalid("limit", $"1 to {PolicyRegister.MaxHistoryPage}.");
        if (Query.Number(request, "cursor", 0, int.MaxValue, 0) is not { } cursor) return Problems.Invalid("cursor", "This is not a cursor of this list.");
        var tenant = request.Agent().Tenant;
        var changes = await register.HistoryAsync(tenant, cursor == 0 ? null : cursor, (int)limit, cancellationToken);
        var known = await names.ReadAsync(tenant, cancellationToken);
        return Results.Json(
            new PolicyHistoryView([.. changes.Select(change => PolicyChangeView.Of(change, known))], changes.Count == limit && changes[^1].Number > 1 ? changes[^1].Number : null),
            DeskJson.Instance.PolicyHistoryView);
    }

    [Function("LivePolicy"), Requires(Permission.Supervisor)]
    [Describes("The version that was in force at a moment, and who put it there.", typeof(PolicyVersionView), Query = ["at"])]
    public async Task<IResult> LiveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root + "/live")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!DateTimeOffset.TryParse(Query.Text(request, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return Problems.Invalid("at", "A moment, as 2026-11-30T09:00:00Z.");
        var tenant = request.Agent().Tenant;
        return await register.LiveAtAsync(tenant, at, cancellationToken) is { } change
            ? Results.Json(PolicyVersionView.Of(change, await names.ReadAsync(tenant, cancellationToken)), DeskJson.Instance.PolicyVersionView)
            : Problems.NotFound();
    }

    [Function("PolicyDifference"), Requires(Permission.Supervisor)]
    [Describes("What two versions say differently, by path; 'draft' is the draft.", typeof(PolicyDifferenceList), Query = ["from", "to"])]
    public async Task<IResult> DifferenceAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root + "/diff")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (Query.Text(request, "from") is not { } from) return Problems.Invalid("from", "A version.");
        if (Query.Text(request, "to") is not { } to) return Problems.Invalid("to", "A version.");
        return await register.DifferenceAsync(request.Agent().Tenant, from, to, cancellationToken) is { } changes
            ? Results.Json(new PolicyDifferenceList(changes), DeskJson.Instance.PolicyDifferenceList)
            : Problems.NotFound();
    }

    [Function("PolicySchema"), Requires(Permission.Supervisor)]
    [Describes("The format of policy documents as JSON Schema, draft 2020-12.", Media = "application/schema+json")]
    public static IResult Schema([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root + "/schema")] HttpRequest request) =>
        Results.Text(PolicySchema.Text, "application/schema+json");

    private static async Task<(PolicyTextRequest? Text, IResult? Refusal)> ReadTextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (text, refusal) = await Body.ReadAsync(request, DeskJson.Instance.PolicyTextRequest, MaxBodyBytes, cancellationToken);
        return refusal is null && text!.Text is null ? (null, Problems.Invalid("text", "The document, in YAML or JSON.")) : (text, refusal);
    }

    private static async Task<(PolicyActivation? Wish, IResult? Refusal)> ReadActivationAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (wish, refusal) = await Body.ReadAsync(request, DeskJson.Instance.PolicyActivation, cancellationToken);
        return refusal is null && wish!.Note is { Length: > PolicyRegister.MaxNoteLength }
            ? (null, Problems.Invalid("note", $"At most {PolicyRegister.MaxNoteLength} characters."))
            : (wish, refusal);
    }

    private async Task<IResult> AnswerAsync(Agent caller, PolicyOutcome outcome, CancellationToken cancellationToken) => outcome switch
    {
        PolicyOutcome.InForce done => Results.Json(new PolicyInForce(done.Version, done.Hash, PolicyFaultView.Of(done.Warnings)), DeskJson.Instance.PolicyInForce),
        PolicyOutcome.Saved saved => Results.Json(new PolicyDraftSaved(saved.Revision, PolicyFaultView.Of(saved.Faults)), DeskJson.Instance.PolicyDraftSaved),
        PolicyOutcome.Faulty faulty => Problems.PolicyFaults(PolicyFaultView.Of(faulty.Faults)),
        PolicyOutcome.Conflict conflict => Problems.PolicyChanged(await NamedAsync(caller, conflict.By, cancellationToken), conflict.Active),
        PolicyOutcome.DraftChanged changed => Problems.DraftChanged(await NamedAsync(caller, changed.By, cancellationToken)),
        PolicyOutcome.NoDraft or PolicyOutcome.UnknownVersion => Problems.NotFound(),
        _ => throw new InvalidOperationException($"There is no answer for {outcome.GetType().Name}."),
    };

    private async Task<Named?> NamedAsync(Agent caller, AgentId? by, CancellationToken cancellationToken) => (await names.ReadAsync(caller.Tenant, cancellationToken)).OfOptional(by);
}
