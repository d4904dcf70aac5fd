namespace OmniFunctions.Access;

/// <summary>Who somebody is here, whom a directory has named; or why they are nobody.</summary>
public abstract record Admission
{
    private Admission() { }

    /// <summary>They have come before, or were put down beforehand.</summary>
    /// <param name="Grants">What they may do from now on; null where that is said here and not by the directory.</param>
    public sealed record Known(AgentId Agent, SignInGrants? Grants) : Admission;

    /// <summary>Their verified mail address is that of an account which this provider has named nobody for: theirs from now on, whatever becomes of the address.</summary>
    public sealed record ByMail(AgentId Agent) : Admission;

    /// <summary>They get an account.</summary>
    public sealed record Newcomer(SignInGrants Grants) : Admission;

    public sealed record Refused(SignInRefusal Why) : Admission;

    /// <summary>Decides by what is known of the person.</summary>
    /// <param name="linked">The account that this subject of this provider is put down to.</param>
    /// <param name="byMail">The one account that has this mail address.</param>
    public static Admission Decide(SignInProvider provider, DirectoryPerson person, LinkedAccount? linked, AccountOfMail? byMail)
    {
        if (provider.Domains.Count > 0 && (person.Mail is not { } mail || !provider.Domains.Contains(MailAddress.DomainOf(mail)))) return new Refused(SignInRefusal.NotLetIn);
        var rules = provider.Rules.Where(rule => rule.LetsIn(person)).ToList();
        if (provider.Rules.Count > 0 && rules.Count == 0) return new Refused(SignInRefusal.NotLetIn);
        if (linked is not null) return new Known(linked.Agent, linked.IsMade ? SignInGrants.Of(rules) : null);
        if (byMail is not null) return byMail.IsLinked ? new Refused(SignInRefusal.AccountOfAnother) : new ByMail(byMail.Agent);
        return provider.MakesAccounts && rules.Count > 0 ? new Newcomer(SignInGrants.Of(rules)) : new Refused(SignInRefusal.Unknown);
    }
}

/// <param name="IsMade">The provider's rules made the account, and say what it may do.</param>
public sealed record LinkedAccount(AgentId Agent, bool IsMade);

/// <param name="IsLinked">Somebody of this provider has it already, under another subject: an address that went from one person to the next lets nobody in.</param>
public sealed record AccountOfMail(AgentId Agent, bool IsLinked);

/// <summary>What rules give together.</summary>
/// <param name="Queues">All where null.</param>
public sealed record SignInGrants(IReadOnlyList<string> Roles, IReadOnlyList<QueueId>? Queues)
{
    public static SignInGrants Of(IReadOnlyList<SignInRule> rules) => new(
        [.. rules.SelectMany(rule => rule.Roles).Distinct().Order(StringComparer.Ordinal)],
        rules.Any(rule => rule.Queues is null) ? null : [.. rules.SelectMany(rule => rule.Queues!).Distinct().OrderBy(queue => queue.Value, StringComparer.Ordinal)]);
}

/// <summary>Why a sign-in by a directory came to nothing. The sign-in page has a sentence for each.</summary>
public enum SignInRefusal
{
    /// <summary>It was not begun in this browser, or too long ago, or it was finished before.</summary>
    NotBegun,

    /// <summary>The directory, or the person there, said no.</summary>
    SaidNo,

    /// <summary>The directory cannot be reached.</summary>
    ProviderAway,

    /// <summary>What the directory said is not believed.</summary>
    NotBelieved,

    /// <summary>The person is none of those whom the settings let in.</summary>
    NotLetIn,

    /// <summary>The person has no account here, or one that may not come in.</summary>
    Unknown,

    /// <summary>The account with this mail address is somebody else's.</summary>
    AccountOfAnother,
}
