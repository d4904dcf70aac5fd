using OmniFunctions.Customers;

namespace OmniFunctions.Policies;

/// <summary>What a condition can ask about, and what can be asked of it.</summary>
public static class FactFields
{
    /// <summary>Before the name of anything else in a person's profile: <c>person.city</c>.</summary>
    public const string AttributePrefix = "person.";

    /// <summary>All but the attributes of a person, of which each is a field of its own.</summary>
    public static IReadOnlyList<FactField> Known { get; } =
    [
        new(FactName.Channel, "channel", FactKind.Text),
        new(FactName.Account, "account", FactKind.Text),
        new(FactName.Topic, "topic", FactKind.Text),
        new(FactName.Language, "language", FactKind.Text),
        new(FactName.PersonTier, "person.tier", FactKind.Tier),
        new(FactName.PersonTags, "person.tags", FactKind.Several),
        new(FactName.PersonLanguage, "person.language", FactKind.Text),
        new(FactName.Queue, "queue", FactKind.Text),
        new(FactName.QueueOpen, "queue.open", FactKind.Flag),
        new(FactName.QueueLength, "queue.length", FactKind.Number),
        new(FactName.QueueFree, "queue.free", FactKind.Number),
        new(FactName.QueueStaffed, "queue.staffed", FactKind.Number),
        new(FactName.QueueWaitSeconds, "queue.waitSeconds", FactKind.Number),
        new(FactName.QueueEstimateSeconds, "queue.estimateSeconds", FactKind.Number),
        new(FactName.TimeHour, "time.hour", FactKind.Number),
        new(FactName.TimeWeekday, "time.weekday", FactKind.Weekday),
    ];

    /// <summary>Null when a condition cannot ask about it.</summary>
    public static FactField? Find(string path) =>
        Known.FirstOrDefault(field => field.Path == path)
        ?? (AttributeOf(path) is not null ? new FactField(FactName.PersonAttribute, path, FactKind.Attribute) : null);

    /// <summary>The name of the attribute a path asks about; null when it is another fact's.</summary>
    public static string? AttributeOf(string path) =>
        path.StartsWith(AttributePrefix, StringComparison.Ordinal)
        && path[AttributePrefix.Length..] is { Length: > 0 and <= PersonFacts.MaxNameLength } name
        && !string.IsNullOrWhiteSpace(name)
        && Known.All(field => field.Path != path)
            ? name
            : null;

    /// <summary>What makes sense to ask of a kind of fact.</summary>
    public static IReadOnlyList<ConditionOperator> OperatorsOf(FactKind kind) => kind switch
    {
        FactKind.Text => [ConditionOperator.Is, ConditionOperator.IsNot, ConditionOperator.In, ConditionOperator.NotIn, ConditionOperator.Contains, ConditionOperator.StartsWith, ConditionOperator.Exists],
        FactKind.Weekday => [ConditionOperator.Is, ConditionOperator.IsNot, ConditionOperator.In, ConditionOperator.NotIn],
        FactKind.Tier => [ConditionOperator.Is, ConditionOperator.IsNot, ConditionOperator.In, ConditionOperator.NotIn, ConditionOperator.AtLeast, ConditionOperator.AtMost],
        FactKind.Several => [ConditionOperator.Contains, ConditionOperator.In, ConditionOperator.NotIn, ConditionOperator.Exists],
        FactKind.Number => [ConditionOperator.Is, ConditionOperator.IsNot, ConditionOperator.In, ConditionOperator.NotIn, ConditionOperator.AtLeast, ConditionOperator.AtMost, ConditionOperator.Exists],
        FactKind.Flag => [ConditionOperator.Is, ConditionOperator.IsNot],
        FactKind.Attribute => [.. Enum.GetValues<ConditionOperator>()],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of fact."),
    };
}

/// <param name="Path">As a condition writes it.</param>
public sealed record FactField(FactName Name, string Path, FactKind Kind);

public enum FactName
{
    Channel,
    Account,
    Topic,
    Language,
    PersonTier,
    PersonTags,
    PersonLanguage,
    PersonAttribute,
    Queue,
    QueueOpen,
    QueueLength,
    QueueFree,
    QueueStaffed,
    QueueWaitSeconds,
    QueueEstimateSeconds,
    TimeHour,
    TimeWeekday,
}

public enum FactKind
{
    Text,

    /// <summary>A text that has an order: that of the document's <c>tiers</c>.</summary>
    Tier,

    /// <summary>Lower case, as <c>monday</c>.</summary>
    Weekday,

    /// <summary>Several texts at once.</summary>
    Several,

    Number,
    Flag,

    /// <summary>A text or a number, as the profile has it.</summary>
    Attribute,
}
