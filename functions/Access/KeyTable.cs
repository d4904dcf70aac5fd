using System.Xml.Linq;
using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection.Repositories;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Access;

/// <summary>
/// The cookie's keys in a table, where the instances of an app have no folder in common: a cookie that one made, all can read. Each key is sealed
/// before it comes here (<see cref="KeySealing"/>).
/// </summary>
internal sealed class KeyTable(TableServiceClient tables) : IXmlRepository
{
    /// <summary>A key serves ninety days: this is centuries.</summary>
    private const int MaxKeys = 1_000;

    private const string Partition = "cookie";
    private const string Xml = "Xml";

    private readonly TableClient table = tables.GetTableClient(TableNames.CookieKeys);

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. table.Query<TableEntity>(row => row.PartitionKey == Partition).Take(MaxKeys).Select(row => XElement.Parse(row.GetString(Xml)))];

    /// <param name="friendlyName">Of the key: <c>key-</c> and its id.</param>
    public void StoreElement(XElement element, string friendlyName) =>
        table.AddEntity(new TableEntity(Partition, friendlyName) { [Xml] = element.ToString(SaveOptions.DisableFormatting) });
}
