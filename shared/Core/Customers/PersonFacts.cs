using System.Collections.Immutable;

namespace OmniFunctions.Customers;

/// <summary>What a tenant knows of a person: what rules may ask about them. None of it comes from the person's own messages.</summary>
/// <param name="Tier">One of the policy's tiers; null for the first of them.</param>
/// <param name="Language">As <c>zh</c> or <c>en</c>; null while it is not known.</param>
/// <param name="Attributes">By name, as <c>city</c>; at most <see cref="MaxAttributes"/>.</param>
/// <param name="Owner">The agent in whose care the person is.</param>
public sealed record PersonFacts(
    string? Tier,
    string? Language,
    ImmutableArray<string> Tags,
    ImmutableDictionary<string, AttributeValue> Attributes,
    AgentId? Owner)
{
    public const int MaxTags = 64;
    public const int MaxAttributes = 256;

    /// <summary>Characters of a tier, a language, a tag and an attribute's name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Characters of an attribute's text.</summary>
    public const int MaxTextLength = 256;

    /// <summary>Of somebody of whom nothing is known.</summary>
    public static PersonFacts None { get; } = new(null, null, [], ImmutableDictionary<string, AttributeValue>.Empty, null);

    /// <summary>All that is wrong with it, by field as <c>attributes.city</c>; empty where nothing is.</summary>
    public IReadOnlyDictionary<string, string> Faults() =>
        NameFaults().Concat(TagFaults()).Concat(AttributeFaults()).ToDictionary(fault => fault.Field, fault => fault.Problem, StringComparer.Ordinal);

    private IEnumerable<(string Field, string Problem)> NameFaults()
    {
        if (Tier is not null && !IsName(Tier))
        {
            yield return ("tier", $"1 to {MaxNameLength} characters.");
        }

        if (Language is not null && !IsName(Language))
        {
            yield return ("language", $"1 to {MaxNameLength} characters.");
        }

        if (Owner is { } owner && !IsName(owner.Value))
        {
            yield return ("owner", $"1 to {MaxNameLength} characters.");
        }
    }

    private IEnumerable<(string Field, string Problem)> TagFaults()
    {
        if (Tags.Length > MaxTags)
        {
            yield return ("tags", $"At most {MaxTags}.");
        }
        else if (Tags.Any(tag => !IsName(tag)))
        {
            yield return ("tags", $"Each has 1 to {MaxNameLength} characters.");
        }
        else if (Tags.Distinct(StringComparer.Ordinal).Count() < Tags.Length)
        {
            yield return ("tags", "Each is there once.");
        }
    }

    private IEnumerable<(string Field, string Problem)> AttributeFaults()
    {
        if (Attributes.Count > MaxAttributes)
        {
            return [("attributes", $"At most {MaxAttributes}.")];
        }

        return from attribute in Attributes
               let problem = !IsName(attribute.Key) ? $"A name has 1 to {MaxNameLength} characters."
                   : attribute.Value.Text is { Length: > MaxTextLength } ? $"A text has at most {MaxTextLength} characters."
                   : null
               where problem is not null
               select ($"attributes.{attribute.Key}", problem);
    }

    private static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxNameLength;
}
