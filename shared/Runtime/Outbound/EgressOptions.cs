using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Runtime.Outbound;

/// <param name="AllowPrivate">Private address ranges may be called, for platforms that live in the company's own network.</param>
public sealed record EgressOptions(bool AllowPrivate)
{
    public const string Setting = "Omni:Egress:AllowPrivate";
    public const int MaxResponseBytes = 1024 * 1024;
    public const int MaxResponseHeaders = 100;
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>For files, in and out.</summary>
    public static readonly TimeSpan FileTimeout = TimeSpan.FromSeconds(60);

    public static EgressOptions From(IConfiguration configuration) => new(bool.TryParse(configuration[Setting], out var allow) && allow);
}
