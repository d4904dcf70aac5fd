using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Access;

/// <summary>How many of our own proxies stand between a caller and this process. Each adds the address it was called from to X-Forwarded-For.</summary>
internal sealed record ForwardingProxies(int Count)
{
    public const string Setting = "Omni:ForwardingProxies";

    private const int Max = 8;

    /// <summary>One, where nothing is set: the reverse proxy of a single machine, or the Functions host.</summary>
    public static ForwardingProxies Single { get; } = new(1);

    /// <exception cref="InvalidOperationException">The setting is no number from 1 to 8.</exception>
    public static ForwardingProxies From(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" => Single,
        var text when int.TryParse(text, out var count) && count is >= 1 and <= Max => new ForwardingProxies(count),
        var text => throw new InvalidOperationException($"{Setting} is '{text}'. It is a number from 1 to {Max}."),
    };
}
