using System.Globalization;

namespace OmniFunctions.Policies;

/// <summary>
/// A condition as one flat array in the order it is written, each node knowing where it ends: evaluation walks forwards, jumps over what no longer
/// matters, and allocates nothing.
/// </summary>
public sealed class CompiledCondition
{
    private readonly Node[] nodes;
    private readonly FactSource source;

    private CompiledCondition(Node[] nodes, FactSource source)
    {
        this.nodes = nodes;
        this.source = source;
    }

    private enum NodeKind
    {
        All,
        Any,
        None,
        Test,
    }

    /// <summary>Nothing was asked: it holds always.</summary>
    public bool IsAlways => nodes.Length == 0;

    public bool Holds(in Facts facts) => nodes.Length == 0 || Holds(0, facts);

    /// <summary>
    /// The first thing in it that kept it from holding, in the words of the document, as <c>person.tier atLeast gold (silver)</c>: what was found stands in brackets;
    /// null when it holds.
    /// </summary>
    public string? WhyNot(in Facts facts) => Holds(facts) ? null : WhyNot(0, facts);

    /// <param name="condition">Without faults; null holds always.</param>
    internal static CompiledCondition Of(Condition? condition, FactSource source)
    {
        var nodes = new List<Node>();
        if (condition is not null) Flatten(condition, nodes, source);
        return new CompiledCondition([.. nodes], source);
    }

    private static void Flatten(Condition condition, List<Node> nodes, FactSource source)
    {
        switch (condition)
        {
            case Condition.All all:
                Flatten(NodeKind.All, all.Of, nodes, source);
                break;
            case Condition.Any any:
                Flatten(NodeKind.Any, any.Of, nodes, source);
                break;
            case Condition.None none:
                Flatten(NodeKind.None, none.Of, nodes, source);
                break;
            case Condition.Test test:
                nodes.Add(new Node(NodeKind.Test, nodes.Count + 1, Question.Of(test, source)));
                break;
            default:
                throw new InvalidOperationException($"{condition.GetType().Name} is no condition known here.");
        }
    }

    private static void Flatten(NodeKind kind, IReadOnlyList<Condition> parts, List<Node> nodes, FactSource source)
    {
        var at = nodes.Count;
        nodes.Add(default);
        foreach (var part in parts) Flatten(part, nodes, source);
        nodes[at] = new Node(kind, nodes.Count, null);
    }

    private bool Holds(int at, in Facts facts)
    {
        ref readonly var node = ref nodes[at];
        if (node.Kind == NodeKind.Test) return node.Question!.Holds(source.Read(node.Question.Name, node.Question.Attribute, facts));

        // All ends with the first that does not hold, Any and None with the first that does; None then turns the answer round.
        var ending = node.Kind != NodeKind.All;
        for (var part = at + 1; part < node.End; part = nodes[part].End)
        {
            if (Holds(part, facts) == ending) return node.Kind == NodeKind.Any;
        }

        return node.Kind != NodeKind.Any;
    }

    private string? WhyNot(int at, in Facts facts)
    {
        var node = nodes[at];
        if (node.Kind == NodeKind.Test)
        {
            var found = source.Read(node.Question!.Name, node.Question.Attribute, facts);
            return $"{node.Question} ({Say(found)})";
        }

        for (var part = at + 1; part < node.End; part = nodes[part].End)
        {
            if (node.Kind == NodeKind.None ? Holds(part, facts) : !Holds(part, facts))
            {
                return node.Kind == NodeKind.None ? $"none: {Describe(part)}" : WhyNot(part, facts);
            }
        }

        return "any: nothing is listed";
    }

    private string Describe(int at) => nodes[at].Kind == NodeKind.Test
        ? nodes[at].Question!.ToString()
        : nodes[at].Kind.ToString().ToLowerInvariant();

    private static string Say(in FactReading found) => found switch
    {
        { IsThere: false } => "absent",
        { Several.IsDefault: false } => string.Join(", ", found.Several),
        { Text: { } text } => text,
        _ => found.Number.ToString(CultureInfo.InvariantCulture),
    };

    /// <param name="End">The first node that is no part of it.</param>
    private readonly record struct Node(NodeKind Kind, int End, Question? Question);
}
