using Microsoft.Azure.Functions.Worker.Builder;
using OmniFunctions.Local.Functions;

namespace OmniFunctions.Tests.Local.Functions;

/// <summary>Starts real hosts on free ports and folders of their own.</summary>
internal static class HostOfTest
{
    public const string SignalR = "Endpoint=http://127.0.0.1:7071;AccessKey=a-key-of-tests-that-is-long-enough-0001;Version=1.0;";
    public const string HostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";

    /// <summary>Only the classes given are looked at, so that each spec has an app of its own.</summary>
    public static LocalHostOptions Options(params Type[] classes) => new()
    {
        Assemblies = [typeof(HostOfTest).Assembly],
        Include = type => classes.Contains(type),
        BaseFolder = NewFolder(),
        DataFolder = NewFolder(),
        HostJson = HostJson,
        Settings = new Dictionary<string, string?>
        {
            ["AzureSignalRConnectionString"] = SignalR,
            ["ServiceBus"] = "Endpoint=sb://local/;SharedAccessKeyName=demo;SharedAccessKey=ZGVtbw==;UseDevelopmentEmulator=true",
            ["EventHub"] = "Endpoint=sb://local/;SharedAccessKeyName=demo;SharedAccessKey=ZGVtbw==;UseDevelopmentEmulator=true",
        },
    };

    public static Task<LocalHost> StartAsync(params Type[] classes) => StartAsync(static _ => { }, Options(classes));

    public static Task<LocalHost> StartAsync(Action<FunctionsApplicationBuilder> configure, LocalHostOptions options) => LocalHost.StartAsync(
        builder =>
        {
            builder.ConfigureFunctionsWebApplication();
            configure(builder);
        },
        options);

    public static LocalHostOptions With(this LocalHostOptions options, string setting, string? value) =>
        options with { Settings = new Dictionary<string, string?>(options.Settings) { [setting] = value } };

    public static HttpClient Client(this LocalHost host) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };

    public static string NewFolder() => Directory.CreateTempSubdirectory("omni-host-").FullName;
}
