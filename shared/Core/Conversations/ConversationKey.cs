namespace OmniFunctions.Conversations;

/// <summary>Names one conversation among all tenants.</summary>
public readonly record struct ConversationKey(TenantId Tenant, ConversationId Id)
{
    public override string ToString() => $"{Tenant}/{Id}";
}
