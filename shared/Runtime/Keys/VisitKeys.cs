namespace OmniFunctions.Runtime.Keys;

/// <summary>Visits lie in one partition of a tenant, and who is there now in another: whoever looks at those few does not read through all the others.</summary>
internal static class VisitKeys
{
    private const int MaxIdLength = 40;

    public static string Id(AccountKey account, string visitor) => Digest.Of("visit", account.Tenant.Value, account.Channel, account.Account, visitor);

    public static bool IsId(string text) => text.Length is > 0 and <= MaxIdLength && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));

    public static string Visits(TenantId tenant) => $"{tenant.Value}|v";

    public static string Present(TenantId tenant) => $"{tenant.Value}|n";
}
