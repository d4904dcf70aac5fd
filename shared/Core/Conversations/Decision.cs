namespace OmniFunctions.Conversations;

/// <summary>The outcome of deciding a command.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <param name="Events">What happened, in order. Empty when the command had been decided before or nothing was due.</param>
    /// <param name="Effects">What must be done in the world because of it, each at least once and in this order: an agent is let go before another is asked for.</param>
    public sealed record Happened(IReadOnlyList<ConversationEvent> Events, IReadOnlyList<Effect> Effects) : Decision
    {
        public static Happened Nothing { get; } = new([], []);
    }

    public sealed record Refused(Refusal Reason) : Decision;
}
