namespace OmniFunctions.Tests.Durable.Rules.Samples;

/// <summary>Marks an orchestrator that was written to break a rule.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BreaksAttribute(Rule rule) : Attribute
{
    public Rule Rule => rule;
}

/// <summary>Marks an orchestrator that comes close to breaking a rule and does not.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeepsAllRulesAttribute : Attribute;
