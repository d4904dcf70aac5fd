using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for requests to its route.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute() : this(AuthorizationLevel.Function, []) { }

    public HttpTriggerAttribute(params string[] methods) : this(AuthorizationLevel.Function, methods) { }

    public HttpTriggerAttribute(AuthorizationLevel authLevel) : this(authLevel, []) { }

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>A route template with constraints, without the prefix of host.json. The function's name where null.</summary>
    public string? Route { get; set; }

    /// <summary>All methods where empty.</summary>
    public string[]? Methods { get; }

    /// <summary>Keys are the cloud host's. The local host serves anonymous functions only and refuses others at start-up.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
