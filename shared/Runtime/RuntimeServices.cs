using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.EventHubs.Producer;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Attendance;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Drafts;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Lifecycles;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Macros;
using OmniFunctions.Runtime.Mqtt;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Phrases;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.Runtime.Sealing;
using OmniFunctions.Runtime.SignIn;
using OmniFunctions.Runtime.Time;
using OmniFunctions.Runtime.Views;

namespace OmniFunctions.Runtime;

/// <summary>Puts the runtime together. A host adds its <see cref="IConversationPush"/> and <see cref="Live.IPresencePush"/>.</summary>
public static class RuntimeServices
{
    private const int MaxTableRetries = 4;

    public static IServiceCollection AddOmniRuntime(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging();
        services.TryAddSingleton(configuration);
        services.TryAddSingleton<TimeProvider>(new SteadyTime(MachineTime.Instance));
        services.AddClients(configuration);

        services.AddSingleton<SealingKeys>(_ => new SealingKeys(configuration));
        services.AddSingleton<Sealer>();
        services.AddSingleton<StoredAccounts>();
        services.AddSingleton<ChannelAccounts>();
        services.AddSingleton<AccountExpiries>();
        services.AddSingleton<PublishedKeys>();
        services.AddSingleton<Pulls>();
        services.AddSingleton<PolicyStore>();
        services.AddSingleton<PolicyRegister>();
        services.AddSingleton<IdentityStore>();
        services.AddSingleton<ProfileStore>();
        services.AddSingleton<PeopleStore>();

        services.AddSingleton<Rulebooks>();
        services.AddSingleton<ConversationLog>();
        services.AddSingleton<HolderRows>();
        services.AddSingleton(all => new ConversationStore(
            all.GetRequiredService<ConversationLog>(), all.GetRequiredService<HolderRows>(), all.GetRequiredService<Rulebooks>(), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<ConversationStore>>()));
        services.AddSingleton(all => new HolderIndex(
            all.GetRequiredService<TableServiceClient>(), all.GetRequiredService<ConversationLog>(), all.GetRequiredService<TimeProvider>()));

        services.AddSingleton<Backlog>();
        services.AddSingleton<Turnstile>();
        services.AddSingleton<RightOfWay>();
        services.AddSingleton<SenderQuotas>();
        services.AddSingleton<InboundMessages>();
        services.AddSingleton<SpentProofs>();
        services.AddSingleton<Door>();
        services.AddSingleton<Gathering>();
        services.AddSingleton<Intake>();
        services.AddSingleton<GapMarker>();
        services.AddSingleton<DeadLetterMarks>();
        services.AddSingleton<DeadLetters>();

        services.AddSingleton<InsightFeed>();
        services.AddSingleton(all => new Advance(
            all.GetRequiredService<ConversationStore>(),
            all.GetRequiredService<PolicyStore>(),
            all.GetRequiredService<InsightFeed>(),
            all.GetRequiredService<IConversationPush>()));
        services.AddSingleton<OverdueConversations>();
        services.AddSingleton<Merges>();
        services.AddSingleton<AgentStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SecondFactorStore>();
        services.AddSingleton<SignInLinkStore>();
        services.AddSingleton<ProviderMetadata>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<LiveConnectionStore>();
        services.AddSingleton<AttendanceStore>();
        services.AddSingleton<PresenceRequests>();
        services.AddSingleton<PhraseStore>();
        services.AddSingleton<MacroStore>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<SavedViewStore>();
        services.AddSingleton<ViewerStore>();
        services.AddSingleton<NamesReader>();
        services.AddSingleton<Notices>();

        services.AddSingleton<IAttachmentContents>(all => configuration[BlobContents.Setting] is { Length: > 0 } container
            ? new BlobContents(new Uri(container), all.GetRequiredService<TokenCredential>())
            : new FolderContents(configuration[FolderContents.Setting] is { Length: > 0 } folder ? folder : Path.Combine(configuration["OMNI_DATA"] ?? "data", "attachments")));
        services.AddSingleton<AttachmentStore>();
        services.AddSingleton<UnsentFiles>();
        services.AddSingleton<FileLinks>();
        services.AddSingleton<Visitors.VisitStore>();
        services.AddSingleton<Visitors.DeviceStore>();
        services.AddSingleton<Visitors.IDevicePush, Visitors.WebhookDevicePush>();
        services.AddSingleton<MediaFetches>();

        services.AddSingleton(EgressOptions.From(configuration));
        services.AddSingleton<EgressClient>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<AttemptMarks>();
        services.AddSingleton<AtOnce>();
        services.AddSingleton<OrderLookup>();
        services.AddSingleton<TypingSignals>();
        services.AddSingleton<MqttBridge>();
        services.AddHostedService(all => all.GetRequiredService<MqttBridge>());
        services.AddSingleton<AccountLanes>();
        services.AddSingleton<HeldSends>();
        services.AddSingleton<Transmission>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<Recaller>();
        services.AddSingleton(all => new Sender(
            all.GetRequiredService<ConversationStore>(), all.GetRequiredService<ChannelAccounts>(), all.GetRequiredService<Transmission>(), all.GetRequiredService<IConversationPush>(),
            all.GetRequiredService<AttachmentStore>(), all.GetRequiredService<FileLinks>(), all.GetRequiredService<HeldSends>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<Sender>>()));
        services.AddSingleton<HeldSending>();
        return services;
    }

    /// <summary>Creates the tables that are not there yet.</summary>
    public static async Task EnsureTablesAsync(this IServiceProvider services, CancellationToken cancellation = default)
    {
        var tables = services.GetRequiredService<TableServiceClient>();
        foreach (var name in TableNames.All) await tables.CreateTableIfNotExistsAsync(name, cancellation);
    }

    /// <summary>By connection string where there is one, else by the host's own identity.</summary>
    private static void AddClients(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSingleton(all =>
        {
            var options = new TableClientOptions();
            options.Retry.MaxRetries = MaxTableRetries;
            return configuration["Tables"] is { Length: > 0 } connection
                ? new TableServiceClient(connection, options)
                : new TableServiceClient(new Uri(Needed(configuration, "Tables:serviceUri")), all.GetRequiredService<TokenCredential>(), options);
        });
        services.AddSingleton(all => configuration["ServiceBus"] is { Length: > 0 } connection
            ? new ServiceBusClient(connection)
            : new ServiceBusClient(Needed(configuration, "ServiceBus:fullyQualifiedNamespace"), all.GetRequiredService<TokenCredential>()));
        services.AddSingleton(all => configuration["EventHub"] is { Length: > 0 } connection
            ? new EventHubProducerClient(connection, BusKeys.Insights)
            : new EventHubProducerClient(Needed(configuration, "EventHub:fullyQualifiedNamespace"), BusKeys.Insights, all.GetRequiredService<TokenCredential>()));
    }

    private static string Needed(IConfiguration configuration, string setting) =>
        configuration[setting] ?? throw new InvalidOperationException($"The setting {setting} is missing, and so is a connection string.");
}
