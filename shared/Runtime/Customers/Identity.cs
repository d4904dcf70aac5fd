using OmniFunctions.Customers;

namespace OmniFunctions.Runtime.Customers;

/// <summary>A customer as one account of a channel knows them, and whose identity that is.</summary>
/// <param name="Key">A digest: what the platform calls the customer is not in it.</param>
/// <param name="Person">Whose it is now.</param>
/// <param name="Own">Whose it is while nobody says otherwise.</param>
/// <param name="Changes">How it came to be whose it is, oldest first; at most <see cref="MaxChanges"/>.</param>
public sealed record Identity(
    string Key, AccountKey Account, string Sender, IdentityScope Scope, PersonId Person, PersonId Own, IReadOnlyList<IdentityChange> Changes)
{
    public const int MaxChanges = 16;

    public bool IsLinked => Person != Own;
}

/// <summary>An identity was put down to another person.</summary>
/// <param name="By">Null where nobody but the platform's own id says so.</param>
/// <param name="Reason">What the agent said; null where there is no agent.</param>
public sealed record IdentityChange(DateTimeOffset At, PersonId From, PersonId To, AgentId? By, string? Reason);

/// <summary>Who writes, and who it was until a short while ago: a repeated message may be in that person's conversations.</summary>
public sealed record Identified(PersonId Person, IReadOnlyList<FormerPerson> Former);

/// <param name="Until">When the identity was put down to somebody else.</param>
public sealed record FormerPerson(PersonId Person, DateTimeOffset Until);

/// <summary>What came of a wish to link an identity or to unlink it.</summary>
public abstract record LinkOutcome
{
    private LinkOutcome() { }

    /// <param name="From">Whose it was; the same as <see cref="Identity.Person"/> when it was so before.</param>
    public sealed record Done(Identity Identity, PersonId From) : LinkOutcome;

    public sealed record Refused(LinkRefusal Reason) : LinkOutcome;
}
