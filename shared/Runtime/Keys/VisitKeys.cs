namespace OmniFunctions.Runtime.Keys;

/// <summary>Visits lie in one partition of a tenant, and who is there now in another: whoever looks at those few does not read through all the others.</summary>
internal static class VisitKeys
{
    private const int MaxIdLength = 40;

    public static string Id(AccountKey account, string visitor) => Digest.Of("visit", account.Tenant.Value, account.Channel, account.Account, visitor);

    public static bool IsId(string text) => text.Length is > 0 and <= MaxIdLength && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));

    public static string Visits(TenantId tenant) => $"{tenant.Value}|v";

    public static string Devices(TenantId tenant) => $"{tenant.Value}|d";

    public static string Device(AccountKey account, string visitor, string device) => $"{Id(account, visitor)}-{Digest.Of("device", device)}";

    /// <summary>All of one visitor stand between these two.</summary>
    public static (string First, string Beyond) DevicesOf(AccountKey account, string visitor) => (Id(account, visitor) + "-", Id(account, visitor) + ".");

    public static string Present(TenantId tenant) => $"{tenant.Value}|n";
}
