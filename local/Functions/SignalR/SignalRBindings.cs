using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.SignalR.Management;
using OmniFunctions.Local.SignalR;

namespace OmniFunctions.Local.Functions;

/// <summary>Messages to hubs as outputs, and what a client connects with as an input.</summary>
internal sealed class SignalRBindings(SettingResolver settings, StartupFaults faults) : IBindingSource
{
    /// <summary>Set before any function runs: the bindings are made while the service is not there yet.</summary>
    public SignalRService? Service { get; set; }

    /// <summary>The hubs that functions name, so that the service knows them before a client asks.</summary>
    public HashSet<string> Hubs { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ArgumentBinder? BindInput(ParameterInfo parameter, InputBindingAttribute input, string where)
    {
        if (input is not SignalRConnectionInfoInputAttribute info || parameter.ParameterType != typeof(SignalRConnectionInfo)) return null;
        var hub = HubName(info.HubName, where);
        return async context =>
        {
            var manager = new LocalServiceManager(Service!.Connection, Service);
            var hubContext = await manager.CreateHubContextAsync(hub, context.CancellationToken);
            var answer = await hubContext.NegotiateAsync(
                new NegotiationOptions { UserId = UserId(info.UserId, context.HttpContext), HttpContext = context.HttpContext }, context.CancellationToken);
            return new SignalRConnectionInfo { Url = answer.Url, AccessToken = answer.AccessToken };
        };
    }

    public IOutputBinding? BindOutput(OutputBindingAttribute output, string where) => output is SignalROutputAttribute signalR
        ? new SignalROutput(this, HubName(signalR.HubName, where))
        : null;

    private string HubName(string? name, string where)
    {
        var hub = settings.Resolve(name ?? "", where);
        if (hub.Length == 0) faults.Add($"{where} names no SignalR hub.");
        Hubs.Add(hub);
        return hub;
    }

    private static string? UserId(string? expression, HttpContext? http)
    {
        if (expression is not ['{', .., '}']) return expression;
        var path = expression[1..^1].Split('.', 2);
        return (path[0], http?.Request) switch
        {
            ("headers", { } request) when path.Length == 2 => request.Headers[path[1]].ToString(),
            ("query", { } request) when path.Length == 2 => request.Query[path[1]].ToString(),
            _ => throw new FunctionWorkerException($"The user id '{expression}' cannot be read from this trigger."),
        };
    }
}
