using OmniFunctions.Runtime.Drafts;

namespace OmniFunctions.Runtime.Keys;

/// <summary>An agent's drafts lie together, those of one conversation beside each other.</summary>
internal static class DraftKeys
{
    public static string Partition(TenantId tenant, AgentId agent) => $"{tenant.Value}|{agent.Value}";

    public static string Row(ConversationId conversation, DraftKind kind) => $"{conversation.Value}|{Name(kind)}";

    /// <summary>All of a conversation lie between these, the second excluded.</summary>
    public static (string From, string Before) Of(ConversationId conversation) => ($"{conversation.Value}|", $"{conversation.Value}}}");

    public static (ConversationId Conversation, DraftKind Kind) Read(string row)
    {
        var bar = row.IndexOf('|', StringComparison.Ordinal);
        return (new ConversationId(row[..bar]), Enum.GetValues<DraftKind>().Single(kind => Name(kind) == row[(bar + 1)..]));
    }

    private static string Name(DraftKind kind) => kind switch
    {
        DraftKind.Reply => "reply",
        DraftKind.Note => "note",
        DraftKind.Whisper => "whisper",
        _ => throw new InvalidOperationException($"Drafts of {kind} have no row."),
    };
}
