namespace OmniFunctions.Runtime.Insights;

/// <summary>The keys of the table of figures.</summary>
internal static class FiguresKeys
{
    public const string ShardPrefix = "shard|";
    public const string ChannelPrefix = "channel|";

    /// <summary>Where it stands which shards a tenant has figures in.</summary>
    public static string Shards(TenantId tenant) => tenant.Value;

    public static string Shard(TenantId tenant, string shard) => $"{tenant.Value}|{shard}";

    public static string Channel(string channel) => ChannelPrefix + channel;

    public static string Conversation(ConversationId conversation) => $"conversation|{conversation.Value}";
}
