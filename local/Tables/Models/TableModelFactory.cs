namespace Azure.Data.Tables.Models;

/// <summary>Makes answers of the service, for tests of code that reads them.</summary>
public static class TableModelFactory
{
    /// <param name="odataType">Not kept: a <see cref="TableItem"/> shows its name alone. So for the id and the edit link.</param>
    public static TableItem TableItem(string? name = null, string? odataType = null, string? odataId = null, string? odataEditLink = null)
    {
        _ = (odataType, odataId, odataEditLink);
        return new TableItem(name ?? string.Empty);
    }
}
