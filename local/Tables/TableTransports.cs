using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Tables;

/// <summary>Chooses the back end by the endpoint's scheme, and for the service how requests are authorised.</summary>
internal static class TableTransports
{
    private const string EmbeddedScheme = "local";

    public static ITableTransport Open(string connectionString, TableClientOptions? options)
    {
        var settings = TableConnectionString.Parse(connectionString);
        HttpPipelinePolicy[] authorisation = settings switch
        {
            { Credential: { } key } => [new SharedKeyPolicy(key, TimeProvider.System)],
            { Signature: { } signature } => [new SharedAccessSignaturePolicy(new AzureSasCredential(signature))],
            _ => [],
        };
        return Open(settings.Endpoint, options, settings.AccountName, authorisation);
    }

    public static ITableTransport Open(Uri endpoint, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.Query.Length > 1
            ? Open(endpoint, new AzureSasCredential(endpoint.Query[1..]), options)
            : Open(endpoint, options, null, []);
    }

    public static ITableTransport Open(Uri endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Open(endpoint, options, null, [new SharedAccessSignaturePolicy(credential)]);
    }

    public static ITableTransport Open(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Open(endpoint, options, credential.AccountName, [new SharedKeyPolicy(credential, TimeProvider.System)]);
    }

    public static ITableTransport Open(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var scope = (options?.Audience ?? TableAudience.AzurePublicCloud).Scope;
        return Open(endpoint, options, null, [new BearerTokenAuthenticationPolicy(credential, scope)]);
    }

    private static ITableTransport Open(Uri endpoint, TableClientOptions? options, string? account, HttpPipelinePolicy[] authorisation)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Scheme == EmbeddedScheme) return Embedded(endpoint, account);
        options ??= new TableClientOptions();
        var pipeline = HttpPipelineBuilder.Build(options, [], authorisation, null);
        return new RestTableTransport(pipeline, new TableRequests(endpoint, options.Version), endpoint, account ?? TableAddress.AccountNameOf(endpoint));
    }

    private static EmbeddedTableTransport Embedded(Uri endpoint, string? account)
    {
        var store = EmbeddedStore.Named(endpoint.Host);
        return new EmbeddedTableTransport(store.Part(static s => new EmbeddedTables(s)), endpoint, account ?? endpoint.Host);
    }
}
