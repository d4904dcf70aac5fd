using System.Text.Json.Serialization;

namespace OmniFunctions.Policies;

/// <summary>
/// A condition as data. A fact that is not there makes every test of it false, except <see cref="ConditionOperator.IsNot"/>, <see cref="ConditionOperator.NotIn"/>
/// and <c>exists: false</c>. What can be asked of which fact is in <see cref="FactFields"/>.
/// </summary>
[JsonConverter(typeof(ConditionConverter))]
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Every one holds; true of none.</summary>
    public sealed record All(IReadOnlyList<Condition> Of) : Condition;

    /// <summary>At least one holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Of) : Condition;

    /// <summary>Not one holds.</summary>
    public sealed record None(IReadOnlyList<Condition> Of) : Condition;

    /// <param name="Field">As <c>person.tier</c>.</param>
    public sealed record Test(string Field, ConditionOperator Operator, Operand Value) : Condition;
}

/// <summary>Written as the member's name: <c>{ field: person.tier, atLeast: gold }</c>.</summary>
public enum ConditionOperator
{
    Is,
    IsNot,

    /// <summary>Any of the values; of several facts, as tags, any of them.</summary>
    In,

    NotIn,

    /// <summary>Of a text: anywhere in it, in whatever case. Of several facts: one of them.</summary>
    Contains,

    /// <summary>Numbers, and tiers by their order.</summary>
    AtLeast,

    AtMost,

    /// <summary>In whatever case.</summary>
    StartsWith,

    Exists,
}

/// <summary>What a fact is compared with.</summary>
public abstract record Operand
{
    private Operand()
    {
    }

    public sealed record Text(string Value) : Operand;

    public sealed record Number(double Value) : Operand;

    public sealed record Flag(bool Value) : Operand;

    /// <param name="Values">Texts and numbers.</param>
    public sealed record Many(IReadOnlyList<Operand> Values) : Operand;
}
