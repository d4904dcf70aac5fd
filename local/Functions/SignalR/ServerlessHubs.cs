using System.Reflection;
using Microsoft.Azure.Functions.Worker.SignalRService;
using Microsoft.Azure.SignalR.Management;
using OmniFunctions.Local.SignalR;

namespace OmniFunctions.Local.Functions;

internal sealed record ServerlessHubRegistration(Type HubType, Action<ServiceManagerBuilder> Configure);

/// <summary>The hub contexts of the app's hub classes, made once at start-up.</summary>
internal sealed class ServerlessHubs
{
    private readonly Dictionary<Type, object> contexts = [];

    public ServerlessHubs(IEnumerable<ServerlessHubRegistration> registrations, SignalRService service)
    {
        foreach (var registration in registrations)
        {
            var builder = new ServiceManagerBuilder();
            registration.Configure(builder);
            contexts[registration.HubType] = Create(builder.BuildServiceManager(service.Connection, service), registration.HubType);
        }
    }

    public object Of(Type hubType) => contexts.TryGetValue(hubType, out var context)
        ? context
        : throw new InvalidOperationException($"The hub {hubType.Name} is not registered with services.AddServerlessHub.");

    private static object Create(ServiceManager manager, Type hubType)
    {
        for (var type = hubType; type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(ServerlessHub<>)) continue;
            var typed = typeof(ServerlessHubs).GetMethod(nameof(CreateTyped), BindingFlags.NonPublic | BindingFlags.Static)!;
            return typed.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [manager, hubType.Name])!;
        }

        return manager.CreateHubContextAsync(hubType.Name, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static ServiceHubContext<T> CreateTyped<T>(ServiceManager manager, string hub) where T : class =>
        manager.CreateHubContextAsync<T>(hub, CancellationToken.None).GetAwaiter().GetResult();
}
