using System.Collections.Immutable;
using OmniFunctions.Customers;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.People;

/// <summary>A person, with all that is known of them.</summary>
/// <param name="Conversations">Those of the last <see cref="PersonHistory.Days"/> days, newest first.</param>
public sealed record PersonDetail(string Id, ProfileView Profile, IReadOnlyList<IdentityView> Identities, IReadOnlyList<Summary> Conversations);

/// <param name="Owner">The agent in whose care the person is.</param>
public sealed record ProfileView(
    string? Tier, string? Language, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, AttributeValue> Attributes, Named? Owner)
{
    public static ProfileView Of(PersonFacts facts, Names names) => new(facts.Tier, facts.Language, facts.Tags, facts.Attributes, names.OfOptional(facts.Owner));
}

/// <param name="Id">Names it in addresses.</param>
/// <param name="Sender">What the platform calls the customer.</param>
/// <param name="ValidUntil">When a masked one stops meaning this customer; null for one that is for ever.</param>
/// <param name="Changes">How it came to be this person's, oldest first; none for the one that made the person.</param>
public sealed record IdentityView(
    string Id, string Channel, string Account, string Sender, string Platform, string? Shop, string? App, DateTimeOffset? ValidUntil, bool IsLinked, IReadOnlyList<IdentityChangeView> Changes)
{
    public static IdentityView Of(Identity identity, Names names) => new(
        identity.Key,
        identity.Account.Channel,
        identity.Account.Account,
        identity.Sender,
        identity.Scope.Platform,
        identity.Scope.Shop,
        identity.Scope.App,
        identity.Scope.ValidUntil,
        identity.IsLinked,
        [.. identity.Changes.Select(change => new IdentityChangeView(change.At, change.From.Value, change.To.Value, names.OfOptional(change.By), change.Reason))]);
}

/// <param name="By">Null where the platform's own id says so.</param>
public sealed record IdentityChangeView(DateTimeOffset At, string From, string To, Named? By, string? Reason);

/// <summary>All of it is replaced: what is left out is taken away.</summary>
public sealed record ProfileRequest(
    string? Tier = null, string? Language = null, IReadOnlyList<string>? Tags = null, IReadOnlyDictionary<string, AttributeValue>? Attributes = null, string? Owner = null)
{
    internal PersonFacts Facts() => new(
        Tier, Language, [.. Tags ?? []], (Attributes ?? new Dictionary<string, AttributeValue>()).ToImmutableDictionary(), Owner is null ? null : new AgentId(Owner));
}

/// <summary>An identity by what the platform calls the customer on one of the tenant's accounts.</summary>
/// <param name="Reason">Why they are one person; kept and shown.</param>
public sealed record LinkRequest(string? Channel, string? Account, string? Sender, string? Reason);

public sealed record UnlinkRequest(string? Reason);
