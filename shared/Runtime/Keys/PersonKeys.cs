
namespace OmniFunctions.Runtime.Keys;

/// <summary>Who a customer is, without anything by which a person could be recognised.</summary>
internal static class PersonKeys
{
    public const string Link = "link";
    public const string Person = "person";

    /// <summary>The key of the one who wrote, as the platform names them within the account.</summary>
    public static string Identity(AccountKey account, string sender) =>
        Digest.Of(account.Tenant.Value, account.Channel, account.Account, sender);

    /// <summary>The person that a first identity stands for: two first messages at once mean the same person.</summary>
    public static PersonId PersonOf(string identity) => new(identity);

    public static string IdentityPartition(TenantId tenant, string identity) => $"{tenant.Value}|i|{identity}";

    public static string PersonPartition(TenantId tenant, PersonId person) => $"{tenant.Value}|p|{person.Value}";
}
