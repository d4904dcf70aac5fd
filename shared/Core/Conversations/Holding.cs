namespace OmniFunctions.Conversations;

/// <summary>An agent has it because a person decided so, and not because routing found them: they hold it whether they have room or not.</summary>
internal static class Holding
{
    internal static Effect By(ConversationState state, AgentId agent, Rulebook rules)
    {
        var channel = state.Leg.Account.Channel;
        return new Effect.HoldAgent(state.Phase.QueueOrNone()!.Value, agent, rules.Active.Document.Capacity.UnitsOf(channel), channel, Force: true);
    }
}
