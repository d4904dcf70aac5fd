using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.SignalR;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>The functions of the app by their triggers, checked but not yet running.</summary>
internal sealed class FunctionApp
{
    private const string SignalRConnection = "AzureSignalRConnectionString";
    private readonly HttpFamily http;
    private readonly List<TriggerFamily> families;
    private readonly DurableFamily durable;
    private readonly SignalRBindings signalRBindings;
    private readonly SignalRFamily signalRFamily;
    private readonly ServiceConnection? signalRConnection;

    private readonly HostSettings host;

    private FunctionApp(WebApplicationBuilder web, LocalHostOptions options, HostSettings host, SettingResolver settings, StartupFaults faults)
    {
        this.host = host;
        http = new HttpFamily(host.Http.RoutePrefix);
        durable = new DurableFamily(host.Durable);
        var bus = new ServiceBusFamily(host.ServiceBus, settings, faults);
        var hubs = new EventHubFamily(host.EventHubs, settings, faults);
        signalRBindings = new SignalRBindings(settings, faults);
        signalRFamily = new SignalRFamily(signalRBindings, settings);
        families = [http, durable, new TimerFamily(settings), bus, hubs, signalRFamily];
        var factory = new FunctionFactory(families, [signalRBindings, durable, bus, hubs], settings, faults);
        foreach (var method in FunctionDiscovery.Find(options)) factory.Add(method);
        signalRConnection = ConnectionOfSignalR(web.Services, settings, faults);
    }

    public static FunctionApp Load(WebApplicationBuilder web, LocalHostOptions options, HostSettings host, SettingResolver settings, StartupFaults faults) =>
        new(web, options, host, settings, faults);

    public FunctionsHost Complete(
        WebApplicationBuilder web, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        EmbeddedStore store, TimeProvider time, StaticSite? site)
    {
        foreach (var family in families) family.Declare(store);
        AddSignalR(web.Services, time);
        AnswerCompression.Add(web.Services);
        var app = web.Build();
        var signalR = OpenSignalR(app.Services);
        var runner = new FunctionRunner(
            middleware, new RunLimit(host.FunctionTimeout, time), app.Services.GetRequiredService<IServiceScopeFactory>(), time,
            app.Services.GetRequiredService<ILogger<FunctionRunner>>());
        var abort = new CancellationTokenSource();
        var parts = new HostParts(runner, store, time, app.Services, app.Services.GetRequiredService<ILoggerFactory>(), abort.Token);
        durable.Open(parts);
        var running = new FunctionsHost(app, store, signalR, [.. families.SelectMany(family => family.Listeners(parts))], abort);
        Map(app, running, runner, signalR, site);
        running.Remark(host.Remarks);
        return running;
    }

    private void AddSignalR(IServiceCollection services, TimeProvider time)
    {
        if (signalRConnection is null) return;
        services.AddSingleton(provider => new SignalRService(
            signalRConnection, time, provider.GetRequiredService<ILoggerFactory>(), () => provider.GetRequiredService<IHttpContextAccessor>().HttpContext));
        services.AddSingleton<ServerlessHubs>();
    }

    /// <summary>All hubs exist before the first client comes: a client cannot make one.</summary>
    private SignalRService? OpenSignalR(IServiceProvider services)
    {
        if (signalRConnection is null) return null;
        var service = signalRBindings.Service = services.GetRequiredService<SignalRService>();
        service.Upstream = signalRFamily.Upstream;
        foreach (var hub in signalRBindings.Hubs) service.Hub(hub);
        services.GetRequiredService<ServerlessHubs>();
        return service;
    }

    private void Map(WebApplication app, FunctionsHost running, FunctionRunner runner, SignalRService? signalR, StaticSite? site)
    {
        app.UseRouting();
        HealthEndpoints.Guard(app, running);
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint() is not null) await next(context);
            else if (site is null || !await site.TryServeAsync(context))
                await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "not-found", "There is nothing at this address.");
        });
        AnswerCompression.Use(app);
        var logger = app.Services.GetRequiredService<ILogger<HttpFunctionEndpoint>>();
        var load = new HttpLoad(host.Http);
        foreach (var route in http.Routes)
        {
            var handle = load.Limit(new HttpFunctionEndpoint(route.Function, runner, logger).HandleAsync);
            var mapped = route.Methods.Count == 0 ? app.Map(route.Pattern, handle) : app.MapMethods(route.Pattern.RawText!, route.Methods, handle);
            mapped.WithDisplayName(route.Function.Name).WithMetadata(AnswerCompression.OfFunction.Mark);
        }

        if (signalR is not null) app.MapSignalRService(signalR);
        HealthEndpoints.Map(app, running, http.Routes);
        StatisticsEndpoint.Map(app, app.Services.GetRequiredService<EmbeddedStore>());
        var metrics = new MetricsPage();
        app.Lifetime.ApplicationStopped.Register(metrics.Dispose);
        metrics.Map(app);
    }

    private ServiceConnection? ConnectionOfSignalR(IServiceCollection services, SettingResolver settings, StartupFaults faults)
    {
        var isUsed = signalRBindings.Hubs.Count > 0 || services.Any(service => service.ServiceType == typeof(ServerlessHubRegistration));
        if (settings[SignalRConnection] is not { Length: > 0 } text)
        {
            if (isUsed) faults.Add($"The app uses SignalR, which needs the connection string '{SignalRConnection}', which is not set.");
            return null;
        }

        try
        {
            return ServiceConnection.Parse(text);
        }
        catch (FormatException e)
        {
            faults.Add($"The setting {SignalRConnection} is wrong: {e.Message}");
            return null;
        }
    }
}
