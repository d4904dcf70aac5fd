
namespace OmniFunctions.Runtime.Keys;

/// <summary>Who a customer is, without anything by which a person could be recognised.</summary>
internal static class PersonKeys
{
    public const string Link = "link";
    public const string Person = "person";
    public const string Profile = "profile";
    public const string ClaimsFrom = "id:";
    public const string ClaimsBefore = "id;";

    /// <summary>The key of the one who wrote, as the platform names them within the account.</summary>
    public static string Identity(AccountKey account, string sender) =>
        Digest.Of(account.Tenant.Value, account.Channel, account.Account, sender);

    /// <summary>The person that a first identity stands for: two first messages at once mean the same person.</summary>
    public static PersonId PersonOf(string identity) => new(identity);

    public static string IdentityPartition(TenantId tenant, string identity) => $"{tenant.Value}|i|{identity}";

    public static string IdentityOf(string partition) => partition[(partition.LastIndexOf('|') + 1)..];

    /// <summary>The same customer on every account of a platform, where the platform has one id for them.</summary>
    public static string PlatformPartition(TenantId tenant, string platform, string sender) => $"{tenant.Value}|s|{Digest.Of(tenant.Value, platform, sender)}";

    /// <summary>An identity that may be this person's: its own row says whether it is.</summary>
    public static string Claim(string identity) => ClaimsFrom + identity;

    public static string PersonPartition(TenantId tenant, PersonId person) => $"{tenant.Value}|p|{person.Value}";
}
