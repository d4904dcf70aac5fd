using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>One run of one function. What few functions ask for is made when asked for.</summary>
internal sealed class InvocationContext(Function function, TriggerData trigger, IServiceProvider? services, CancellationToken cancellation) : FunctionContext
{
    private IServiceProvider? services = services;
    private IDictionary<object, object>? items;
    private InvocationFeatures? features;
    private InvocationBinding? binding;
    private InvocationTrace? trace;
    private string? id;
    private HttpRequestData? requestData;

    public Function Function { get; } = function;

    public TriggerData Trigger { get; } = trigger;

    public HttpContext? HttpContext => (Trigger as HttpTriggerData)?.Http;

    public object? Result { get; set; }

    public override string InvocationId => id ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override TraceContext TraceContext => trace ??= new InvocationTrace(Activity.Current);

    public override BindingContext BindingContext => binding ??= new InvocationBinding(Trigger);

    public override RetryContext RetryContext => Trigger.Retry;

    public override IServiceProvider InstanceServices
    {
        // A request has a scope of its own already, and makes it only when something asks for a service.
        get => services ??= HttpContext!.RequestServices;
        set => services = value;
    }

    public override IDictionary<object, object> Items
    {
        get => items ??= new Dictionary<object, object>();
        set => items = value;
    }

    public override IInvocationFeatures Features => features ??= new InvocationFeatures();

    public override CancellationToken CancellationToken => cancellation;

    public HttpRequestData? RequestData => HttpContext is { } http ? requestData ??= new AspNetRequestData(this, http) : null;

    /// <summary>Has the run end with another token than the one of its trigger.</summary>
    public void Limit(CancellationToken token) => cancellation = token;

    public static InvocationContext Of(FunctionContext context) => context as InvocationContext
        ?? throw new InvalidOperationException($"{context.GetType()} is not a context of this host.");
}
