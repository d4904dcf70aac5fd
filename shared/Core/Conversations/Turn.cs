namespace OmniFunctions.Conversations;

/// <summary>One decision while it is made: what has happened so far, and the state after it. What follows from each thing is added at once.</summary>
internal sealed class Turn(ConversationKey key, ConversationState? state, Rulebook rules, DateTimeOffset now)
{
    /// <summary>Far more than one decision comes to; reaching it means that one thing follows from another for ever.</summary>
    private const int MaxEvents = 400;

    private readonly List<ConversationEvent> events = [];
    private readonly List<Effect> effects = [];

    internal ConversationState? State { get; private set; } = state;

    internal Decision.Happened Outcome => events.Count == 0 ? Decision.Happened.Nothing : new(events, effects);

    /// <summary>Something happened, and what follows from it happens too.</summary>
    internal void Do(Decision.Happened happened)
    {
        if (happened.Events.Count == 0)
        {
            return;
        }

        var before = State;
        Record(happened);
        Sequel.Tell(this, before, happened.Events, rules, now);
    }

    /// <summary>Something happened from which nothing follows.</summary>
    internal void Record(Decision.Happened happened)
    {
        events.AddRange(happened.Events);
        effects.AddRange(happened.Effects);
        State = Lifecycle.Fold(key, State, happened.Events);
        if (events.Count > MaxEvents)
        {
            throw new InvalidOperationException($"{key} does not come to rest.");
        }
    }
}
