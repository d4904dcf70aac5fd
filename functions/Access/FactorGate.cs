using Microsoft.AspNetCore.Http;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Access;

/// <summary>
/// Holds back whoever still has to show a second factor, or to set one up where that is a duty. It looks at the session of each request, so that a duty that is
/// new, or a role that brings one, holds from the next request on.
/// </summary>
public sealed class FactorGate(SessionStore sessions, SecondFactorDuties duties)
{
    /// <returns>Null where the way is free.</returns>
    public async Task<IResult?> RefuseAsync(SignedIn signedIn, CancellationToken cancellationToken)
    {
        if (Refuse(signedIn.Agent, signedIn.Factor) is not { } refusal) return null;
        // Another instance may have seen the code half a second ago.
        var session = await sessions.FindNowAsync(signedIn.Agent.Tenant, signedIn.Agent.Id, signedIn.Session, cancellationToken);
        return session is null ? Problems.NotSignedIn() : session.Factor == signedIn.Factor ? refusal : Refuse(signedIn.Agent, session.Factor);
    }

    /// <inheritdoc cref="RefuseAsync"/>
    public IResult? Refuse(Agent agent, FactorStanding factor) => factor switch
    {
        FactorStanding.Shown => null,
        FactorStanding.Owed => Problems.SecondFactorOwed(),
        FactorStanding.None => duties.Asks(agent) ? Problems.SecondFactorDuty() : null,
        _ => throw new InvalidOperationException($"Standing {factor} is not known."),
    };
}
