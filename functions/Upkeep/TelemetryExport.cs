using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Runtime.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OmniFunctions.Upkeep;

/// <summary>Sends spans and figures to a collector (OTLP), where a setting names one. Our own only: the web server's would carry addresses.</summary>
internal sealed class TelemetryExport(Uri collector, OtlpExportProtocol protocol) : IHostedService, IDisposable
{
    public const string Setting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string ProtocolSetting = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private TracerProvider? spans;
    private MeterProvider? figures;

    /// <exception cref="InvalidOperationException">A setting is no address, or no protocol.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } text) return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{Setting} is '{text}', which is no http address.");
        var protocol = configuration[ProtocolSetting] switch
        {
            null or "" or "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            var other => throw new InvalidOperationException($"{ProtocolSetting} is '{other}'. It is grpc or http/protobuf."),
        };
        services.AddHostedService(_ => new TelemetryExport(collector, protocol));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("omnifunctions", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3));
        spans = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Signals.Name).AddOtlpExporter(options => Aim(options, "traces")).Build();
        figures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Signals.Name, "System.Runtime").AddOtlpExporter(options => Aim(options, "metrics")).Build();
        return Task.CompletedTask;
    }

    /// <summary>On a thread of its own: the last batch is waited for, and at the end others need the pool's threads more than ever.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.Factory.StartNew(Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        spans?.Dispose();
        figures?.Dispose();
        (spans, figures) = (null, null);
    }

    /// <summary>Over HTTP each signal has a path of its own; an endpoint that is set in code is taken as it is.</summary>
    private void Aim(OtlpExporterOptions options, string signal)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol is OtlpExportProtocol.HttpProtobuf ? new Uri($"{collector.ToString().TrimEnd('/')}/v1/{signal}") : collector;
    }
}
