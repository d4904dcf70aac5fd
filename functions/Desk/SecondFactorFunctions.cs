using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Desk;

/// <summary>The second factor of the one who is signed in, and taking it from an agent who has lost all of it.</summary>
public sealed partial class SecondFactorFunctions(
    SecondFactorStore factors, SecondFactorDuties duties, SessionStore sessions, AgentStore agents, SignInLimits limits, Revocation revocation, ILogger<SecondFactorFunctions> logger)
{
    private const string Issuer = "OmniFunctions";
    private const string Own = "api/second-factor";

    [Function("SecondFactor"), Requires(Permission.Agent, BeforeFactor = true)]
    [Describes("Whether one signs in with a second factor.", typeof(SecondFactorView))]
    public async Task<IResult> FindAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Own)] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var state = await factors.FindAsync(agent.Tenant, agent.Id, cancellationToken);
        return Results.Json(new SecondFactorView(state is not null, state?.CodesLeft ?? 0, duties.Asks(agent)), DeskJson.Instance.SecondFactorView);
    }

    [Function("BeginSecondFactor"), Requires(Permission.Agent, BeforeFactor = true, GivesSecret = true)]
    [Describes("Begin to set up a second factor: the key for an authenticator app. It counts once it is confirmed.", typeof(SecondFactorKey))]
    public async Task<IResult> BeginAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Own)] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        return await factors.BeginAsync(agent.Tenant, agent.Id, cancellationToken) is { } key
            ? Results.Json(new SecondFactorKey(Totp.Base32(key), Totp.Address(key, Issuer, $"{agent.Id.Value}@{agent.Tenant.Value}")), DeskJson.Instance.SecondFactorKey)
            : Problems.SecondFactorIsOn();
    }

    [Function("ConfirmSecondFactor"), Requires(Permission.Agent, BeforeFactor = true, GivesSecret = true)]
    [Describes("Show with a code that the app has the key. The answer has the recovery codes, said this once; everywhere else one is signed out.", typeof(RecoveryCodeList), Takes = typeof(CodeRequest))]
    public async Task<IResult> ConfirmAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Own + "/confirm")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (agent, session) = request.SignedIn();
        var (code, refusal) = await ReadAsync(request, cancellationToken);
        if (refusal is not null) return refusal;
        if (await factors.ConfirmAsync(agent.Tenant, agent.Id, code, cancellationToken) is not { } codes) return Problems.SecondFactorWrong();
        // Who came in with the password alone was perhaps not the one.
        await revocation.EndAllAsync(agent, except: session, CancellationToken.None);
        await sessions.ShowFactorAsync(agent.Tenant, agent.Id, session, CancellationToken.None);
        return Results.Json(new RecoveryCodeList(codes), DeskJson.Instance.RecoveryCodeList);
    }

    [Function("RemoveSecondFactor"), Requires(Permission.Agent)]
    [Describes("Sign in without a second factor from now on. It takes a code once more.", status: StatusCodes.Status204NoContent, Takes = typeof(CodeRequest))]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Own + "/remove")] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (duties.Asks(agent)) return Problems.SecondFactorIsDuty();
        if (await RefuseCodeAsync(request, cancellationToken) is { } refusal) return refusal;
        await factors.RemoveAsync(agent.Tenant, agent.Id, cancellationToken);
        return Results.NoContent();
    }

    [Function("ShowSecondFactor"), Requires(Permission.Agent, BeforeFactor = true)]
    [Describes("Show one's second factor in a session that somebody's directory let one into.", status: StatusCodes.Status204NoContent, Takes = typeof(CodeRequest))]
    public async Task<IResult> ShowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Own + "/show")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (agent, session) = request.SignedIn();
        if (await RefuseCodeAsync(request, cancellationToken) is { } refusal) return refusal;
        await sessions.ShowFactorAsync(agent.Tenant, agent.Id, session, CancellationToken.None);
        return Results.NoContent();
    }

    [Function("ResetSecondFactor"), Requires(Permission.Supervisor)]
    [Describes("Take the second factor from an agent who has lost it, and sign them out everywhere. They sign in with the password alone until they set up another.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> ResetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/agents/{id}/second-factor")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await agents.FindAsync(request.Agent().Tenant, new AgentId(id), cancellationToken) is not { } agent) return Problems.NotFound();
        // A supervisor who is somebody else for a moment must not take this from the one they sit in for.
        if (agent.Id == request.Agent().Id) return Problems.Invalid("id", "Another supervisor does this; or a code does, in one's own settings.");
        await factors.RemoveAsync(agent.Tenant, agent.Id, cancellationToken);
        await revocation.EndAllAsync(agent, cancellation: CancellationToken.None);
        LogReset(agent.Tenant, request.Agent().Id, agent.Id);
        return Results.NoContent();
    }

    /// <summary>Guessing at a code counts as guessing at the password does.</summary>
    private async Task<IResult?> RefuseCodeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var (code, refusal) = await ReadAsync(request, cancellationToken);
        if (refusal is not null) return refusal;
        var (account, address) = ($"{agent.Tenant.Value}/{agent.Id.Value}", CallerAddress.Of(request.HttpContext));
        if (limits.WaitFor(account, address) is { } wait) return Problems.TooManyAttempts(wait);
        if (await factors.TakeAsync(agent.Tenant, agent.Id, code, cancellationToken)) return null;
        limits.Failed(account, address);
        return Problems.SecondFactorWrong();
    }

    /// <summary>For whoever asks afterwards who opened this door: the password alone lets the agent in until they set up another.</summary>
    [LoggerMessage(LogLevel.Warning, "{By} of {Tenant} took the second factor from {Agent}")]
    private partial void LogReset(TenantId tenant, AgentId by, AgentId agent);

    private static async Task<(string Code, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.CodeRequest, cancellationToken);
        if (refusal is not null) return ("", refusal);
        return body!.Code is { Length: > 0 and <= CodeRequest.MaxLength } code ? (code, null) : ("", Problems.Invalid("code", $"1 to {CodeRequest.MaxLength} characters."));
    }
}

/// <param name="Code">Of the app, or a recovery code.</param>
public sealed record CodeRequest(string? Code)
{
    public const int MaxLength = 32;
}

/// <param name="CodesLeft">Recovery codes.</param>
/// <param name="IsDuty">It is no choice of one's own: it cannot be taken away.</param>
public sealed record SecondFactorView(bool IsOn, int CodesLeft, bool IsDuty);

/// <param name="Key">For typing it in.</param>
/// <param name="Address">For an app that reads <c>otpauth:</c> addresses, as a link or a picture.</param>
public sealed record SecondFactorKey(string Key, string Address);

public sealed record RecoveryCodeList(IReadOnlyList<string> Codes);
