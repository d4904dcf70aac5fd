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
    /// <summary>A working day and some; it is renewed while it is used.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static IServiceCollection AddDeskCookie(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDataProtection().SetApplicationName("OmniFunctions").PersistKeysToFileSystem(new DirectoryInfo(KeyFolder(configuration)));
        services.AddOptions<KeyManagementOptions>().Configure<Sealer>((options, sealer) => options.XmlEncryptor = new KeySealing(sealer));
        services.AddAuthentication(Ticket.Scheme).AddCookie(Ticket.Scheme, options =>
        {
            options.Cookie.Name = "omni";
            options.Cookie.Path = "/api";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = Lifetime;
            options.SlidingExpiration = true;
            // An API has no page to send people to.
            options.Events = new CookieAuthenticationEvents();
        });
        return services;
    }

    /// <summary>Beside the data, so that a restart leaves people signed in. In a cloud the setting names a share all instances see.</summary>
    private static string KeyFolder(IConfiguration configuration) =>
        configuration["Omni:DataProtectionKeys"] is { Length: > 0 } set ? set : Path.Combine(configuration["OMNI_DATA"] ?? "data", "keys");
}
