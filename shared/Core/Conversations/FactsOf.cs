using OmniFunctions.Customers;
using OmniFunctions.Policies;

namespace OmniFunctions.Conversations;

/// <summary>What rules can know of a conversation, from its state.</summary>
internal static class FactsOf
{
    internal static Facts Now(ConversationState state, QueueId? queue, DateTimeOffset now, QueueFigures? figures = null) => new(
        state.Leg.Account.Channel,
        state.Leg.Account.Account,
        now,
        state.Topic,
        state.Language ?? state.Facts?.Language,
        state.Facts,
        queue,
        figures);

    internal static Facts Now(ConversationState state, DateTimeOffset now) => Now(state, state.Phase.QueueOrNone(), now);

    internal static string? LanguageOf(ConversationState state) => state.Language ?? state.Facts?.Language;

    /// <summary>Lists inside records compare by reference; what they say is what counts.</summary>
    internal static bool AreSame(PersonFacts x, PersonFacts? y) => y is not null
        && x.Tier == y.Tier
        && x.Language == y.Language
        && x.Owner == y.Owner
        && (x.Tags.IsDefault ? [] : x.Tags).SequenceEqual(y.Tags.IsDefault ? [] : y.Tags)
        && x.Attributes.Count == y.Attributes.Count
        && x.Attributes.All(attribute => y.Attributes.TryGetValue(attribute.Key, out var other) && other == attribute.Value);
}
