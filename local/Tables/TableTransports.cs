using Azure;
using Azure.Core;
using Azure.Data.Tables;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Tables;

/// <summary>Chooses the back end by the endpoint's scheme.</summary>
internal static class TableTransports
{
    public const string LocalScheme = "local";

    public static ITableTransport Open(string connectionString, TableClientOptions? options)
    {
        var settings = TableConnectionString.Parse(connectionString);
        if (settings.Endpoint.Scheme == LocalScheme) return Embedded(settings.Endpoint, settings.AccountName);
        throw new NotSupportedException($"No table service is reached at {settings.Endpoint}.");
    }

    public static ITableTransport Open(Uri endpoint, TableClientOptions? options) => Embedded(endpoint, null);

    public static ITableTransport Open(Uri endpoint, AzureSasCredential credential, TableClientOptions? options) => Embedded(endpoint, null);

    public static ITableTransport Open(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) => Embedded(endpoint, credential.AccountName);

    public static ITableTransport Open(Uri endpoint, TokenCredential credential, TableClientOptions? options) => Embedded(endpoint, null);

    private static EmbeddedTableTransport Embedded(Uri endpoint, string? account)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var store = EmbeddedStore.Named(endpoint.Host);
        return new EmbeddedTableTransport(store.Part(static s => new EmbeddedTables(s)), endpoint, account ?? endpoint.Host);
    }
}
