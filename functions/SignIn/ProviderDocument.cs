using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Access;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.SignIn;

/// <summary>A sign-in provider as the settings name it; <see cref="SignInProvider"/> says what each member means.</summary>
internal sealed record ProviderDocument(
    string? Tenant,
    string? Id,
    string? Name,
    string? Issuer,
    string? ClientId,
    string? ClientSecret = null,
    IReadOnlyList<string>? Scopes = null,
    string? SubjectClaim = null,
    bool MailsAreVerified = false,
    IReadOnlyList<string>? Domains = null,
    string? GroupsClaim = null,
    IReadOnlyList<RuleDocument>? Rules = null,
    bool MakesAccounts = false,
    IReadOnlyList<string>? SecondFactorBy = null,
    int? SessionHours = null,
    bool SignsOutThere = false)
{
    private const int MaxLength = 64;
    private const int MaxSecretLength = 1_000;
    private const int MaxItems = 100;
    private const int MaxSessionHours = 24 * 7;
    private const int UsualSessionHours = 12;

    /// <summary>A log line that prints one prints no secret.</summary>
    public override string ToString() => $"{Tenant}/{Id}";

    public SignInProvider Provider() => new(
        new TenantId(Tenant!),
        Id!,
        Name!,
        Issuer!,
        ClientId!,
        ClientSecret is { Length: > 0 } ? ClientSecret : null,
        Scopes ?? ["profile", "email"],
        SubjectClaim ?? "sub",
        MailsAreVerified,
        [.. (Domains ?? []).Select(domain => domain.ToLowerInvariant())],
        GroupsClaim ?? "groups",
        [.. (Rules ?? []).Select(rule => rule.Rule())],
        MakesAccounts,
        SecondFactorBy ?? [],
        SessionHours ?? UsualSessionHours,
        SignsOutThere);

    public IEnumerable<string> Faults()
    {
        if (!IsId(Tenant)) yield return "tenant is missing, or holds more than small letters, digits, '-', '_' and '.'.";
        if (!IsId(Id)) yield return "id is missing, or holds more than small letters, digits, '-', '_' and '.'.";
        if (Name is not { Length: > 0 and <= MaxLength }) yield return $"name is missing, or longer than {MaxLength} characters.";
        if (!IsIssuer(Issuer)) yield return "issuer is missing, or no https address without query and fragment.";
        if (ClientId is not { Length: > 0 and <= MaxSecretLength }) yield return "clientId is missing.";
        if (ClientSecret is { Length: > MaxSecretLength }) yield return $"clientSecret is longer than {MaxSecretLength} characters.";
        if (SubjectClaim is "" or { Length: > MaxLength } || GroupsClaim is "" or { Length: > MaxLength }) yield return $"subjectClaim and groupsClaim are 1 to {MaxLength} characters.";
        if (SubjectClaim is "email" or "preferred_username" or "upn" or "name") yield return $"subjectClaim '{SubjectClaim}' goes from one person to another: it is sub, oid, or another that is one person's for ever.";
        foreach (var (list, name) in new[] { (Scopes, "scopes"), (Domains, "domains"), (SecondFactorBy, "secondFactorBy") })
            if (list is not null && (list.Count > MaxItems || list.Any(item => item is not { Length: > 0 and <= MaxLength } || item.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))))) yield return $"{name} has more than {MaxItems} items, or one that is no word of at most {MaxLength} characters.";
        if (Rules is { Count: > MaxItems }) yield return $"rules has more than {MaxItems}.";
        foreach (var fault in (Rules ?? []).Take(MaxItems).SelectMany((rule, index) => rule.Faults().Select(fault => $"rules[{index.ToString(CultureInfo.InvariantCulture)}]: {fault}"))) yield return fault;
        if (MakesAccounts && Rules is not { Count: > 0 }) yield return "makesAccounts needs rules: they say who gets an account, and as what.";
        if (MakesAccounts && Domains is not { Count: > 0 } && Rules?.Any(rule => rule.Group is null) == true) yield return "makesAccounts with a rule for everybody needs domains: else everybody at the provider is given an account.";
        if (SessionHours is < 1 or > MaxSessionHours) yield return $"sessionHours is 1 to {MaxSessionHours}.";
    }

    private static bool IsId(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.') && text.Trim('.').Length > 0;

    /// <summary>A provider on this machine is one of a test.</summary>
    private static bool IsIssuer(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var issuer)
        && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))
        && issuer is { Query: "", Fragment: "", UserInfo: "" };
}

/// <param name="Group">A value of the groups' claim; left out, the rule is for everybody.</param>
internal sealed record RuleDocument(string? Group, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Queues = null)
{
    public SignInRule Rule() => new(Group is { Length: > 0 } ? Group : null, [.. Roles ?? [nameof(AgentRole.Agent)]], Queues is null ? null : [.. Queues.Select(queue => new QueueId(queue))]);

    public IEnumerable<string> Faults()
    {
        if (Roles is { Count: 0 } || Roles?.All(role => Enum.TryParse<AgentRole>(role, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(role[0])) == false)
            yield return "roles is empty, or names another than agent and supervisor.";
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ProviderDocument))]
internal sealed partial class ProviderDocumentJson : JsonSerializerContext;
