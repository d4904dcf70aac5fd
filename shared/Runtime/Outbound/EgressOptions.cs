using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Runtime.Outbound;

/// <param name="AllowPrivate">Private address ranges may be called, for platforms that live in the company's own network.</param>
public sealed record EgressOptions(bool AllowPrivate)
{
    public const string Setting = "Omni:Egress:AllowPrivate";
    public const int MaxResponseBytes = 1024 * 1024;
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static EgressOptions From(IConfiguration configuration) => new(bool.TryParse(configuration[Setting], out var allow) && allow);
}
