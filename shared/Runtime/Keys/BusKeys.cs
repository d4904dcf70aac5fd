using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Keys;

/// <summary>The queues and hubs, and the ids of what travels on them.</summary>
public static class BusKeys
{
    public const string Inbound = "inbound";
    public const string Outbound = "outbound";
    public const string Insights = "insights";

    /// <summary>One sender, one session: their messages stay in order.</summary>
    public static string InboundSession(AccountKey account, string sender) => PersonKeys.Identity(account, sender);

    /// <summary>What the platform calls the same thing is the same message to the broker.</summary>
    public static string InboundMessage(AccountKey account, string dedupeKey) =>
        Digest.Of(account.Tenant.Value, account.Channel, account.Account, dedupeKey);

    /// <summary>The answers of one conversation leave in order.</summary>
    internal static string OutboundSession(ConversationKey key) => ConversationKeys.Partition(key);

    internal static string OutboundMessage(ConversationKey key, string operationId) => $"{ConversationKeys.Partition(key)}|{operationId}";
}
