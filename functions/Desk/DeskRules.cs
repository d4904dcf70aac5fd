using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <summary>What the conversation itself does not know and yet speaks against a command: who works here.</summary>
internal static class DeskRules
{
    /// <returns>Null when nothing speaks against it.</returns>
    public static Refusal? Refuse(ConversationCommand command, ConversationState state, Names names) => command switch
    {
        ConversationCommand.Transfer { ToAgent: { } agent } => Serving(agent, state, names),
        ConversationCommand.Consult { Agent: var agent } => Known(agent, names),
        ConversationCommand.AddParticipant { Agent: var agent } => Known(agent, names),
        ConversationCommand.AddNote note => note.Mentions.Select(agent => Known(agent, names)).FirstOrDefault(refusal => refusal is not null),
        _ => null,
    };

    private static Refusal? Known(AgentId agent, Names names) => names.Roster.Find(agent) is { IsDisabled: false } ? null : Refusal.AgentUnknown;

    /// <summary>Nobody is given a customer of a shop or a language they do not work for.</summary>
    private static Refusal? Serving(AgentId agent, ConversationState state, Names names)
    {
        if (names.Roster.Find(agent) is not { IsDisabled: false } colleague) return Refusal.AgentUnknown;
        return state.Phase.QueueOrNone() is { } queue && !colleague.Queues.Contains(queue) ? Refusal.AgentCannotServeQueue : null;
    }
}
