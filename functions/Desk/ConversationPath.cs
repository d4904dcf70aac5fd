namespace OmniFunctions.Desk;

/// <summary>Where the actions on a conversation are.</summary>
internal static class ConversationPath
{
    public const string At = "api/conversations/{id}/";
}
