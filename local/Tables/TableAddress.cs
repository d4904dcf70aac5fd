namespace OmniFunctions.Local.Tables;

/// <summary>Splits a table's address into the account's endpoint and the table.</summary>
internal static class TableAddress
{
    public static string TableOf(Uri table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var name = table.Segments[^1].Trim('/');
        return name.Length > 0 ? name : throw new ArgumentException($"The address {table.GetLeftPart(UriPartial.Path)} names no table.", nameof(table));
    }

    /// <summary>The first label of a service's host, or the first part of the path where the host is an address, as emulators have it.</summary>
    public static string AccountNameOf(Uri account) => account.HostNameType == UriHostNameType.Dns && account.Host.Contains('.', StringComparison.Ordinal)
        ? account.Host.Split('.')[0]
        : account.AbsolutePath.Trim('/');

    /// <summary>Keeps the query: it may carry a shared access signature.</summary>
    public static Uri AccountOf(Uri table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new UriBuilder(table) { Path = string.Concat(table.Segments[..^1]) }.Uri;
    }
}
