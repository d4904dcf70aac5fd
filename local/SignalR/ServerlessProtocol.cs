using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace OmniFunctions.Local.SignalR;

/// <summary>
/// The JSON protocol of a hub whose methods are functions. The framework knows methods of the hub's class only, so a call of a function is
/// read with the function's types and handed on as a call of <see cref="ServiceHub.Upstream"/>.
/// </summary>
internal sealed class ServerlessProtocol(IHubProtocol inner, string hub, IUpstream upstream) : IHubProtocol
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!inner.TryParseMessage(ref input, new Binder(binder, hub, upstream), out message)) return false;
        if (message is InvocationMessage { Target: var method, Arguments: var arguments } call && upstream.ParametersOf(hub, method) is not null)
            message = new InvocationMessage(call.InvocationId, nameof(ServiceHub.Upstream), [method, arguments]);
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    private sealed class Binder(IInvocationBinder inner, string hub, IUpstream upstream) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName)
        {
            // A client that knows the hub's one real method must not reach functions past their names.
            if (string.Equals(methodName, nameof(ServiceHub.Upstream), StringComparison.OrdinalIgnoreCase)) throw new HubException($"There is no method {methodName}.");
            return upstream.ParametersOf(hub, methodName) ?? inner.GetParameterTypes(methodName);
        }

        public Type GetReturnType(string invocationId) => inner.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => inner.GetStreamItemType(streamId);
    }
}
