namespace OmniFunctions.Runtime.Conversations;

/// <summary>A list of conversations.</summary>
public abstract record HolderView(TenantId Tenant)
{
    /// <summary>Held, put aside, watched or taken part in by an agent.</summary>
    public sealed record OfAgent(TenantId Tenant, AgentId Agent) : HolderView(Tenant);

    /// <summary>Waiting in any of these queues, or for the time of a callback, the longest wait first.</summary>
    public sealed record Waiting(TenantId Tenant, IReadOnlyList<QueueId> Queues) : HolderView(Tenant);

    /// <summary>With the bot.</summary>
    public sealed record WithBot(TenantId Tenant) : HolderView(Tenant);

    /// <summary>Neither over nor going on in another one.</summary>
    public sealed record Open(TenantId Tenant) : HolderView(Tenant);

    /// <summary>Not ended: something of it is still to come, if only its end.</summary>
    public sealed record Living(TenantId Tenant) : HolderView(Tenant);

    /// <summary>Closed within the last <see cref="HolderIndex.ClosedDays"/> days, newest first.</summary>
    public sealed record Closed(TenantId Tenant) : HolderView(Tenant);
}

/// <param name="Cursor">Where the next page begins; null at the end.</param>
public sealed record ConversationPage(IReadOnlyList<StoredConversation> Items, string? Cursor);
