using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.SignalR.Management;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker.SignalRService;

/// <summary>A class of functions around one hub, which has the name of the class.</summary>
public abstract class ServerlessHub
{
    protected const string DefaultConnectionStringName = "AzureSignalRConnectionString";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly ServiceHubContext? context;

    /// <exception cref="InvalidOperationException">The hub was not registered with AddServerlessHub.</exception>
    protected ServerlessHub(IServiceProvider serviceProvider)
    {
        Untyped = serviceProvider.GetRequiredService<ServerlessHubs>().Of(GetType());
        context = Untyped as ServiceHubContext;
    }

    protected ServerlessHub(ServiceHubContext serviceHubContext) => Untyped = context = serviceHubContext;

    private protected ServerlessHub(object typedContext) => Untyped = typedContext;

    private protected object Untyped { get; }

    protected virtual IHubClients Clients => Context.Clients;

    protected virtual GroupManager Groups => Context.Groups;

    protected virtual UserGroupManager UserGroups => Context.UserGroups;

    protected virtual ClientManager ClientManager => Context.ClientManager;

    private ServiceHubContext Context => context ?? throw new InvalidOperationException("A hub with typed clients has no untyped ones.");

    /// <summary>What a client needs to connect, as JSON: <c>{url, accessToken}</c>.</summary>
    protected virtual async Task<BinaryData> NegotiateAsync(NegotiationOptions? options = null) =>
        Json(await Context.NegotiateAsync(options));

    private protected static BinaryData Json<T>(T response) => new(JsonSerializer.SerializeToUtf8Bytes(response, Web));
}

/// <inheritdoc/>
public abstract class ServerlessHub<T> : ServerlessHub where T : class
{
    protected ServerlessHub(IServiceProvider serviceProvider) : base(serviceProvider) { }

    protected ServerlessHub(ServiceHubContext<T> serviceHubContext) : base((object)serviceHubContext) { }

    protected new virtual IHubClients<T> Clients => Context.Clients;

    protected override GroupManager Groups => Context.Groups;

    protected override UserGroupManager UserGroups => Context.UserGroups;

    protected override ClientManager ClientManager => Context.ClientManager;

    private ServiceHubContext<T> Context => (ServiceHubContext<T>)Untyped;

    protected override async Task<BinaryData> NegotiateAsync(NegotiationOptions? options = null) =>
        Json(await Context.NegotiateAsync(options));
}
