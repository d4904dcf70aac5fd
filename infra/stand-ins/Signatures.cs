using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.SignalRService;
using Microsoft.Azure.SignalR.Management;

namespace Microsoft.Azure.Functions.Worker
{
    public sealed class ServiceBusTriggerAttribute(string queueName) : TriggerBindingAttribute
    {
        public string QueueName { get; } = queueName;

        public string? Connection { get; set; }

        public bool IsSessionsEnabled { get; set; }

        [DefaultValue(false)]
        public bool IsBatched { get; set; }

        [DefaultValue(true)]
        public bool AutoCompleteMessages { get; set; }
    }

    [BindingCapabilities(KnownBindingCapabilities.FunctionLevelRetry)]
    public sealed class EventHubTriggerAttribute(string eventHubName) : TriggerBindingAttribute
    {
        public string EventHubName { get; } = eventHubName;

        public string? Connection { get; set; }

        [DefaultValue(true)]
        public bool IsBatched { get; set; } = true;
    }

    public class ServiceBusMessageActions
    {
        public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public virtual Task DeadLetterMessageAsync(
            ServiceBusReceivedMessage message,
            Dictionary<string, object>? propertiesToModify = default,
            string? deadLetterReason = default,
            string? deadLetterErrorDescription = default,
            CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}

namespace Microsoft.Azure.Functions.Worker.SignalRService
{
    public abstract class ServerlessHub
    {
        protected ServerlessHub(IServiceProvider serviceProvider) => throw new NotSupportedException();

        protected virtual IHubClients Clients => throw new NotSupportedException();

        protected virtual UserGroupManager UserGroups => throw new NotSupportedException();

        protected virtual ClientManager ClientManager => throw new NotSupportedException();

        protected virtual Task<BinaryData> NegotiateAsync(NegotiationOptions? options = null) => throw new NotSupportedException();
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class SignalRServiceDependencyInjectionExtensions
    {
        public static IServiceCollection AddServerlessHub<THub>(this IServiceCollection services) where THub : ServerlessHub => throw new NotSupportedException();
    }
}
