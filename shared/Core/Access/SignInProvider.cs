namespace OmniFunctions.Access;

/// <summary>
/// A company's own directory that says who signs in to the desk (OpenID Connect Core 1.0, authorization code flow). It says who somebody is; what they may do is said
/// here, by their account or by <see cref="Rules"/>.
/// </summary>
/// <param name="Id">In addresses, and in the name of the cookie that binds a sign-in to its browser.</param>
/// <param name="Name">On the button of the sign-in page.</param>
/// <param name="Issuer">Exactly as the tokens have it; below it lies <c>/.well-known/openid-configuration</c>.</param>
/// <param name="ClientSecret">Null for a client that has none and proves itself by the proof key alone.</param>
/// <param name="Scopes">Asked for besides <c>openid</c>.</param>
/// <param name="SubjectClaim">Names the claim that is one person's for ever: <c>sub</c>, or <c>oid</c> in Entra ID, which is the same for all its clients.</param>
/// <param name="MailsAreVerified">The provider vouches for every mail address it names although its tokens do not say so: a directory of one company, whose addresses nobody chooses for themselves.</param>
/// <param name="Domains">Of mail addresses; only people with a verified one of these are let in. Empty for all.</param>
/// <param name="GroupsClaim">Names the claim with the person's groups or roles.</param>
/// <param name="Rules">Only people whom one of these lets in come in. Empty for all who have an account here.</param>
/// <param name="MakesAccounts">Whoever a rule lets in and who has no account here is given one.</param>
/// <param name="SecondFactorBy">Methods (<c>amr</c>, RFC 8176) at the provider that stand for a second factor, as <c>mfa</c>. Empty: its word on that does not count.</param>
/// <param name="SessionHours">After this long one signs in anew, however much the desk is used: who left the company is found out then.</param>
/// <param name="SignsOutThere">Who signs out of the desk signs out of the provider, too.</param>
public sealed record SignInProvider(
    TenantId Tenant,
    string Id,
    string Name,
    string Issuer,
    string ClientId,
    string? ClientSecret,
    IReadOnlyList<string> Scopes,
    string SubjectClaim,
    bool MailsAreVerified,
    IReadOnlyList<string> Domains,
    string GroupsClaim,
    IReadOnlyList<SignInRule> Rules,
    bool MakesAccounts,
    IReadOnlyList<string> SecondFactorBy,
    int SessionHours,
    bool SignsOutThere)
{
    /// <summary>A log line that prints one prints no secret.</summary>
    public override string ToString() => $"{Tenant.Value}/{Id}";
}

/// <summary>Whom a provider lets in, and as what.</summary>
/// <param name="Group">A value of the groups' claim; null for everybody.</param>
/// <param name="Roles">Of accounts that the provider makes.</param>
/// <param name="Queues">Of accounts that the provider makes; all where null.</param>
public sealed record SignInRule(string? Group, IReadOnlyList<string> Roles, IReadOnlyList<QueueId>? Queues)
{
    public bool LetsIn(DirectoryPerson person) => Group is null || person.Groups.Contains(Group);
}

/// <summary>Somebody as a directory names them, out of a token that was believed.</summary>
/// <param name="Subject">Theirs for ever, at this provider.</param>
/// <param name="Mail">In small letters; null where the provider does not vouch for it.</param>
/// <param name="Groups">As many as are read; directories with more leave the claim out.</param>
/// <param name="Methods">How they showed the provider who they are.</param>
/// <param name="Sub">By which the provider signs them out, whichever claim is the subject here.</param>
/// <param name="Sid">Their session at the provider, where it says so: another sign-in of theirs there is another.</param>
public sealed record DirectoryPerson(
    string Subject, string? Mail, string? Name, IReadOnlyList<string> Groups, IReadOnlyList<string> Methods, string? Sub = null, string? Sid = null);
