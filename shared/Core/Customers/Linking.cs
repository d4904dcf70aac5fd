namespace OmniFunctions.Customers;

/// <summary>Whether an identity may be put down to a person who has others already.</summary>
public static class Linking
{
    /// <summary>Identities of one person.</summary>
    public const int MaxIdentities = 50;

    /// <summary>Characters of the reason a person gives.</summary>
    public const int MaxReasonLength = 500;

    /// <param name="identity">The scope of the one that is to be linked.</param>
    /// <param name="others">The scopes of those that the person has.</param>
    /// <returns>Null when it may.</returns>
    public static LinkRefusal? Refuse(IdentityScope identity, IReadOnlyCollection<IdentityScope> others, LinkReason reason)
    {
        if (others.Count >= MaxIdentities)
        {
            return LinkRefusal.TooManyIdentities;
        }

        return reason switch
        {
            LinkReason.SaidByAgent said when string.IsNullOrWhiteSpace(said.Text) => LinkRefusal.ReasonEmpty,
            LinkReason.SaidByAgent said when said.Text.Length > MaxReasonLength => LinkRefusal.ReasonTooLong,
            // A person may know better than the platform tells; a masked id still means them only for as long as the platform says.
            LinkReason.SaidByAgent => null,
            // The visitor has shown the tokens of both, and one of them was given for the shop's own signature.
            LinkReason.SignedByShop => null,
            LinkReason.SamePlatformId when identity.IsMasked || others.All(other => other.IsMasked) => LinkRefusal.IdentityMasked,
            LinkReason.SamePlatformId => others.Any(identity.IsSameAs) ? null : LinkRefusal.ScopeDiffers,
            _ => throw new InvalidOperationException($"Nobody links for {reason.GetType().Name}."),
        };
    }
}

/// <summary>Why two identities are one person's. It is kept and shown with the link.</summary>
public abstract record LinkReason
{
    private LinkReason() { }

    /// <summary>An agent says so.</summary>
    public sealed record SaidByAgent(AgentId By, string Text) : LinkReason;

    /// <summary>The platform gives the customer the same id in both places.</summary>
    public sealed record SamePlatformId : LinkReason;

    /// <summary>A visitor signed in at the shop, which says so under its signature.</summary>
    public sealed record SignedByShop : LinkReason;
}

/// <summary>Why an identity is not linked. Stable: clients show a sentence for each.</summary>
public enum LinkRefusal
{
    IdentityUnknown,
    PersonUnknown,
    NotLinked,
    ScopeDiffers,
    IdentityMasked,
    TooManyIdentities,
    ReasonEmpty,
    ReasonTooLong,
}
