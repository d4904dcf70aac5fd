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

    /// <summary>Keeps the query: it may carry a shared access signature.</summary>
    public static Uri AccountOf(Uri table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new UriBuilder(table) { Path = string.Concat(table.Segments[..^1]) }.Uri;
    }
}
