namespace OmniFunctions.Documents;

/// <summary>A place in a text, both from 1, the column in characters.</summary>
public readonly record struct Position(int Line, int Column)
{
    /// <summary>Of what was made by a program and stands nowhere.</summary>
    public static Position Nowhere => default;
}

/// <summary>
/// A document as it was written, before anybody has asked what it means: the same tree from YAML and from JSON, each node knowing where it stands.
/// </summary>
public abstract record DocumentNode
{
    private DocumentNode(Position at) => At = at;

    public Position At { get; }

    /// <summary>Everything that is one word or one text.</summary>
    /// <param name="Text">As it is read: without quotes and escapes.</param>
    public sealed record Scalar(Position At, string Text, ScalarKind Kind) : DocumentNode(At);

    public sealed record Sequence(Position At, IReadOnlyList<DocumentNode> Items) : DocumentNode(At);

    /// <param name="Entries">In the order of the text; a name can be there twice.</param>
    public sealed record Mapping(Position At, IReadOnlyList<Entry> Entries) : DocumentNode(At);

    public sealed record Entry(Position At, string Name, DocumentNode Value);
}

public enum ScalarKind
{
    /// <summary>In quotes, or a bare word that is nothing else.</summary>
    Text,

    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A number or flag that YAML lets stand without quotes although a text may be meant, as in <c>name: 2026</c>.</summary>
    BareNumber,

    BareFlag,

    /// <summary>Nothing at all.</summary>
    Null,
}

/// <summary>One thing wrong with a document, or worth a second look.</summary>
/// <param name="At"><see cref="Position.Nowhere"/> where the document has no text.</param>
/// <param name="Path">As <c>queues[2].offerSeconds</c>; empty for the document itself.</param>
/// <param name="Problem">A sentence for the one who wrote it.</param>
/// <param name="Suggestion">What may have been meant, ready to be put in its place.</param>
public sealed record DocumentFault(Position At, string Path, string Problem, Severity Severity = Severity.Fault, string? Suggestion = null);

public enum Severity
{
    /// <summary>The document is not taken.</summary>
    Fault,

    /// <summary>It is taken, and may not do what was meant.</summary>
    Warning,
}

/// <summary>What became of a text: its tree, or what its syntax lacks.</summary>
public sealed record DocumentText(DocumentNode? Root, IReadOnlyList<DocumentFault> Faults)
{
    public static DocumentText Of(DocumentNode root) => new(root, []);

    public static DocumentText Broken(Position at, string problem) => new(null, [new DocumentFault(at, "", problem)]);
}
