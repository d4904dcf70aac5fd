using Azure.Data.Tables;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Access;

/// <summary>The desk's cookie: ASP.NET Core's own, driven by the worker's middleware because the web pipeline is the host's.</summary>
internal static class DeskCookie
{
    public const string Name = "omni";

    private const string KeysSetting = "Omni:DataProtectionKeys";
    private const string InTables = "tables";

    /// <summary>A working day and some; it is renewed while it is used.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static IServiceCollection AddDeskCookie(this IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("OmniFunctions");
        var keys = services.AddOptions<KeyManagementOptions>().Configure<Sealer>((options, sealer) => options.XmlEncryptor = new KeySealing(sealer));
        if (configuration[KeysSetting] == InTables) keys.Configure<TableServiceClient>((options, tables) => options.XmlRepository = new KeyTable(tables));
        else protection.PersistKeysToFileSystem(new DirectoryInfo(KeyFolder(configuration)));

        services.AddAuthentication(Ticket.Scheme).AddCookie(Ticket.Scheme, options =>
        {
            options.Cookie.Name = Name;
            options.Cookie.Path = "/api";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            // TLS ends at a proxy or in the Functions host, so the request itself does not tell.
            options.Cookie.SecurePolicy = IsPublicWithTls(configuration) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = Lifetime;
            options.SlidingExpiration = true;
            // An API has no page to send people to.
            options.Events = new CookieAuthenticationEvents();
        });
        return services;
    }

    private static bool IsPublicWithTls(IConfiguration configuration) =>
        configuration["Omni:PublicUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Beside the data, so that a restart leaves people signed in. Where instances have no folder in common, the setting is <c>tables</c>.</summary>
    private static string KeyFolder(IConfiguration configuration) =>
        configuration[KeysSetting] is { Length: > 0 } set ? set : Path.Combine(configuration["OMNI_DATA"] ?? "data", "keys");
}
