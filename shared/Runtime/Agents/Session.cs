namespace OmniFunctions.Runtime.Agents;

/// <summary>Someone who is signed in somewhere.</summary>
/// <param name="Id">Drawn at the sign-in; the cookie carries it.</param>
/// <param name="SeenAt">When something was last asked for; some minutes late.</param>
/// <param name="Address">Where from.</param>
/// <param name="Browser">What the browser says of itself.</param>
/// <param name="Factor">How it stands with the second factor in it.</param>
/// <param name="Provider">Who said at the sign-in who it is; null for a password of our own.</param>
/// <param name="EndsAt">When it is over however much it is used; null where nobody said.</param>
/// <param name="ProviderSubject">Who the provider said it is, by which it signs them out. Sessions of earlier builds have none.</param>
/// <param name="ProviderSession">The session at the provider that this one came of.</param>
public sealed record Session(
    TenantId Tenant,
    AgentId Agent,
    string Id,
    DateTimeOffset BegunAt,
    DateTimeOffset SeenAt,
    string? Address,
    string? Browser,
    FactorStanding Factor = FactorStanding.None,
    string? Provider = null,
    DateTimeOffset? EndsAt = null,
    string? ProviderSubject = null,
    string? ProviderSession = null);

/// <summary>By which provider somebody signs in, and as what there.</summary>
public sealed record SignedInBy(string Provider, string? Subject, string? Session);

/// <summary>How it stands with the second factor in one session.</summary>
public enum FactorStanding
{
    /// <summary>The agent had none when the session began. Sessions of earlier builds read so, too.</summary>
    None,

    /// <summary>The agent has one and has not shown it yet: a directory let them in that says nothing of a second factor.</summary>
    Owed,

    /// <summary>It was shown, here or to a provider whose word on it counts.</summary>
    Shown,
}
