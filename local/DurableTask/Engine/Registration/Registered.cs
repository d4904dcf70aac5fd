using Microsoft.Extensions.DependencyInjection;

namespace OmniFunctions.Local.DurableTask.Registration;

/// <summary>The builders of a service collection by name, so that a name is one worker or client however often it is registered.</summary>
internal sealed class Registered<TBuilder> where TBuilder : class
{
    private readonly Dictionary<string, TBuilder> byName = new(StringComparer.Ordinal);

    public TBuilder? Find(string name) => byName.GetValueOrDefault(name);

    public static TBuilder Get(IServiceCollection services, string name, Func<string, TBuilder> create)
    {
        var registered = (Registered<TBuilder>?)services.FirstOrDefault(service => service.ServiceType == typeof(Registered<TBuilder>))?.ImplementationInstance;
        if (registered is null) services.AddSingleton(registered = new Registered<TBuilder>());
        if (registered.Find(name) is { } known) return known;
        return registered.byName[name] = create(name);
    }
}
