using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.SignIn;

/// <summary>Which person of a directory an account belongs to: put down beforehand, looked at, and taken away by a supervisor.</summary>
public sealed partial class SignInLinkFunctions(SignInProviders providers, SignInLinkStore links, AgentStore agents, Revocation revocation, ILogger<SignInLinkFunctions> logger)
{
    private const string OfAgent = "api/admin/agents/{id}/sign-ins";
    private const int MaxSubjectLength = 255;

    [Function("SignInLinks"), Requires(Permission.Supervisor)]
    [Describes("By which directories an agent signs in, and as whom there.", typeof(SignInLinkList))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OfAgent)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, id, cancellationToken) is not { } agent) return Problems.NotFound();
        var found = await links.OfAsync(agent.Tenant, agent.Id, cancellationToken);
        return Results.Json(new SignInLinkList([.. found.Select(link => new SignInLinkView(link.Provider, link.Subject, link.LinkedAt, link.IsMade))]), DeskJson.Instance.SignInLinkList);
    }

    [Function("LinkSignIn"), Requires(Permission.Supervisor)]
    [Describes("Put an agent down as a person of a directory, by the id that the directory gave them for ever.", status: StatusCodes.Status204NoContent, Takes = typeof(SignInLinkRequest))]
    public async Task<IResult> LinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = OfAgent + "/{provider}")] HttpRequest request, string id, string provider, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, id, cancellationToken) is not { } agent || providers.Find(agent.Tenant.Value, provider) is null) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.SignInLinkRequest, cancellationToken);
        if (refusal is not null) return refusal;
        // Copied with a blank beside it, it would be nobody's for ever.
        if (body!.Subject is not { Length: > 0 and <= MaxSubjectLength } subject || subject.Trim() != subject) return Problems.Invalid("subject", $"1 to {MaxSubjectLength} characters, and no blank before or behind them.");
        if (!await links.AddAsync(agent.Tenant, provider, subject, agent.Id, isMade: false, cancellationToken)) return Problems.SignInIsLinked();
        LogLinked(agent.Tenant, request.Agent().Id, agent.Id, provider);
        return Results.NoContent();
    }

    [Function("UnlinkSignIn"), Requires(Permission.Supervisor)]
    [Describes("An agent is no person of this directory any more, and is signed out everywhere.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> UnlinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = OfAgent + "/{provider}")] HttpRequest request, string id, string provider, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, id, cancellationToken) is not { } agent || !await links.RemoveAsync(agent.Tenant, agent.Id, provider, cancellationToken)) return Problems.NotFound();
        await revocation.EndAllAsync(agent, cancellation: CancellationToken.None);
        LogUnlinked(agent.Tenant, request.Agent().Id, agent.Id, provider);
        return Results.NoContent();
    }

    private Task<Agent?> FindAsync(HttpRequest request, string id, CancellationToken cancellationToken) => agents.FindAsync(request.Agent().Tenant, new AgentId(id), cancellationToken);

    [LoggerMessage(LogLevel.Warning, "{By} of {Tenant} put {Agent} down as a person of {Provider}")]
    private partial void LogLinked(TenantId tenant, AgentId by, AgentId agent, string provider);

    [LoggerMessage(LogLevel.Warning, "{By} of {Tenant} took {Agent} from {Provider}")]
    private partial void LogUnlinked(TenantId tenant, AgentId by, AgentId agent, string provider);
}

/// <param name="Subject">The person's id at the directory: its <c>sub</c>, or the claim that the settings name.</param>
public sealed record SignInLinkRequest(string? Subject);

public sealed record SignInLinkList(IReadOnlyList<SignInLinkView> Items);

/// <param name="IsMade">The directory made the account, and says what it may do.</param>
public sealed record SignInLinkView(string Provider, string Subject, DateTimeOffset LinkedAt, bool IsMade);
