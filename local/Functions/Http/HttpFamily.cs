using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>HTTP triggers, as endpoints of ASP.NET Core routing.</summary>
internal sealed class HttpFamily(string routePrefix) : TriggerFamily
{
    private readonly List<HttpRoute> routes = [];

    public override string Type => "httpTrigger";

    public IReadOnlyList<HttpRoute> Routes => routes;

    public override bool Owns(TriggerBindingAttribute trigger) => trigger is HttpTriggerAttribute;

    public override ArgumentBinder? BindTrigger(ParameterInfo parameter, TriggerBindingAttribute trigger) =>
        OfRequest(parameter.ParameterType) ?? (parameter.ParameterType.IsPrimitive ? null : JsonBody.Binder(parameter));

    public override ArgumentBinder? BindExtra(ParameterInfo parameter, TriggerBindingAttribute trigger) =>
        OfRequest(parameter.ParameterType) ?? RequestValue.Binder(parameter);

    public override void Add(Function function, TriggerBindingAttribute trigger, StartupFaults faults)
    {
        var http = (HttpTriggerAttribute)trigger;
        if (http.AuthLevel != AuthorizationLevel.Anonymous)
            faults.Add($"Function {function.Name} asks for a key of the host (AuthorizationLevel.{http.AuthLevel}), and this platform has none. Make it Anonymous and check the caller in middleware.");
        var template = string.Join('/', new[] { routePrefix, (http.Route ?? function.Name).Trim('/') }.Where(part => part.Length > 0));
        try
        {
            var methods = (http.Methods ?? []).Select(method => method.ToUpperInvariant()).ToArray();
            var route = new HttpRoute(function, RoutePatternFactory.Parse("/" + template), methods);
            if (routes.Find(route.Meets) is { } taken)
                faults.Add($"Function {function.Name} has the route '{template}', which {taken.Function.Name} has for the same method.");
            routes.Add(route);
        }
        catch (RoutePatternException e)
        {
            faults.Add($"Function {function.Name} has the route '{template}', which is no template: {e.Message}");
        }
    }

    private static ArgumentBinder? OfRequest(Type type) =>
        type == typeof(HttpRequest) ? static context => new(context.HttpContext!.Request)
        : type == typeof(HttpRequestData) ? static context => new(context.RequestData)
        : null;
}
