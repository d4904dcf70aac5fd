namespace OmniFunctions.Conversations;

/// <summary>The way to the customer: the account they wrote to, and who they are there. The latest one is answered on.</summary>
/// <param name="PlatformConversation">The platform's chat, where it has one.</param>
public sealed record Leg(AccountKey Account, string Sender, string? PlatformConversation);
