using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>Puts the host together: first what the app's program may still change, then the rest.</summary>
internal static class LocalHostSetup
{
    private const string DefaultUrl = "http://127.0.0.1:7071";
    /// <summary>The host name of this platform in connection strings.</summary>
    public const string DefaultPlatform = "local";

    /// <summary>Enough to finish some thousands of messages on a full disk.</summary>
    private const long ReserveBytes = 8 << 20;

    /// <summary>The cloud host's own setting for the same limit.</summary>
    private const string BodyLimitSetting = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    public static (WebApplicationBuilder Web, SettingsFile File) CreateBuilder(string[] args, LocalHostOptions options)
    {
        if (!options.Embedded)
        {
            RefusalReport.Install();
            MemoryEnd.Install();
        }

        var folder = BaseFolder(options);
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = Assembly.GetEntryAssembly()?.GetName().Name,
            ContentRootPath = folder,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Production,
        });
        var faults = new StartupFaults();
        var file = SettingsFile.Read(folder, faults);
        web.Configuration.AddInMemoryCollection(file.Values).AddEnvironmentVariables().AddCommandLine(args);
        web.Configuration.AddInMemoryCollection(options.Settings);
        file.ForgetOverridden(web.Configuration);
        if (faults.Any) Refuse(web.Configuration, file, options, faults);
        if (!options.Embedded && OperatorCommand.From(args, DataFolder(web.Configuration, options), Console.Out, Console.Error) is { } command) Environment.Exit(command.Run());
        if (options.Embedded) GiveOwnPlatform(web.Configuration);
        else HostLogging.Configure(web.Logging, JsonFile.Parse(HostJson.Name, HostJsonText(options), faults)?.Root);
        return (web, file);
    }

    public static FunctionsHost Build(
        WebApplicationBuilder web, SettingsFile file, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, LocalHostOptions options)
    {
        var faults = new StartupFaults();
        var settings = new SettingResolver(web.Configuration, file, faults);
        var app = FunctionApp.Load(web, options, HostSettings.From(HostJson.Read(HostJsonText(options), settings, faults)), settings, faults);
        ConfigureServer(web, options, faults);
        faults.ThrowIfAny();

        var time = AddTime(web.Services, options);
        var store = OpenStore(web.Configuration, options, time);
        try
        {
            AddServices(web.Services, options, store);
            var host = app.Complete(web, middleware, store, time, StaticSite.In(Path.Combine(BaseFolder(options), "wwwroot")));
            options.Built?.Invoke(host);
            return host;
        }
        catch (StoreException e)
        {
            // A part of the platform could not take up what it had stored.
            store.Dispose();
            throw new StartupRefusedException(e.Message, e);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Without its settings the app's own program would fail in its own words, so it is not run. The faults of host.json are named as well,
    /// but for those that only follow from the missing settings.
    /// </summary>
    /// <exception cref="StartupRefusedException">Always.</exception>
    private static void Refuse(ConfigurationManager configuration, SettingsFile file, LocalHostOptions options, StartupFaults faults)
    {
        HostSettings.From(HostJson.Read(HostJsonText(options), new SettingResolver(configuration, file, new StartupFaults()), faults));
        faults.ThrowIfAny();
    }

    private static string BaseFolder(LocalHostOptions options) => options.BaseFolder ?? AppContext.BaseDirectory;

    private static string HostJsonText(LocalHostOptions options)
    {
        var path = Path.Combine(BaseFolder(options), HostJson.Name);
        return options.HostJson ?? (File.Exists(path) ? File.ReadAllText(path) : """{ "version": "2.0" }""");
    }

    /// <summary>Several hosts in one process need several stores, so each embedded one renames the platform in its connection strings.</summary>
    private static void GiveOwnPlatform(ConfigurationManager configuration)
    {
        if (configuration["OMNI_PLATFORM"] is not null) return;
        var name = $"local-{Guid.NewGuid():N}";
        var renamed = configuration.AsEnumerable()
            .Where(pair => pair.Value?.Contains($"://{DefaultPlatform}/", StringComparison.Ordinal) == true)
            .ToDictionary(pair => pair.Key, pair => pair.Value?.Replace($"://{DefaultPlatform}/", $"://{name}/", StringComparison.Ordinal));
        renamed["OMNI_PLATFORM"] = name;
        configuration.AddInMemoryCollection(renamed);
    }

    private static void ConfigureServer(WebApplicationBuilder web, LocalHostOptions options, StartupFaults faults)
    {
        var url = options.Url?.ToString() ?? web.Configuration["OMNI_URL"] ?? DefaultUrl;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            faults.Add($"OMNI_URL is '{url}', which is no http address. Put a proxy in front for https.");
        var limit = 0L;
        var limitText = web.Configuration[BodyLimitSetting];
        if (limitText is not null && (!long.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
            faults.Add($"{BodyLimitSetting} is '{limitText}', which is no number of bytes.");
        if (OpenFiles.Limit < OpenFiles.Least)
            faults.Add($"The system lets this process have {OpenFiles.Limit} files open at once, and it needs at least {OpenFiles.Least}. Raise the limit, as with: ulimit -n 4096");
        web.WebHost.UseUrls(url.TrimEnd('/'));
        web.Services.AddSingleton<IConnectionListenerFactory, BoundedListeners>();

        // What came is worked on by the thread that took it from the socket, and an answer is sent by the one that wrote it: both are threads of the
        // pool, so handing over to another one of them would only cost the time until it wakes.
        web.Services.Configure<SocketTransportOptions>(transport => transport.UnsafePreferInlineScheduling = true);
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (limit > 0) kestrel.Limits.MaxRequestBodySize = limit;
            kestrel.Limits.MaxConcurrentConnections = kestrel.Limits.MaxConcurrentUpgradedConnections = BoundedListeners.MaxConnections;
        });
    }

    private static TimeProvider AddTime(IServiceCollection services, LocalHostOptions options)
    {
        // Who starts the app inside another program and gives it a clock means that one, whatever the app itself would take.
        if (options.Time is { } given) services.Replace(ServiceDescriptor.Singleton(given));
        services.TryAddSingleton(TimeProvider.System);
        return services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as TimeProvider
            ?? TimeProvider.System;
    }

    private static EmbeddedStore OpenStore(ConfigurationManager configuration, LocalHostOptions options, TimeProvider time)
    {
        try
        {
            return EmbeddedStore.Open(new StoreOptions(DataFolder(configuration, options)) { Name = configuration["OMNI_PLATFORM"] ?? DefaultPlatform, Time = time, ReserveBytes = ReserveBytes });
        }
        catch (StoreException e)
        {
            throw new StartupRefusedException(e.Message, e);
        }
    }

    private static string DataFolder(ConfigurationManager configuration, LocalHostOptions options) =>
        Path.GetFullPath(options.DataFolder ?? configuration["OMNI_DATA"] ?? "data");

    private static void AddServices(IServiceCollection services, LocalHostOptions options, EmbeddedStore store)
    {
        services.AddSingleton(store);
        services.AddRouting();
        services.AddConnections();
        services.AddHttpContextAccessor();
        services.AddMvcCore();
        services.AddOptions<Microsoft.Azure.Functions.Worker.WorkerOptions>();
        if (options.Embedded) services.AddSingleton<IHostLifetime, NoLifetime>();
    }
}
