using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OmniFunctions.Documents;

/// <summary>
/// What a document may look like, declared once: <see cref="ShapeReading"/> holds a tree to it and names all faults, <see cref="ShapeSchema"/> writes it
/// down as JSON Schema.
/// </summary>
public abstract record Shape
{
    private Shape()
    {
    }

    /// <param name="Pattern">Null: any.</param>
    /// <param name="Defines">The kind of thing whose id this is; each id is there once in its kind.</param>
    /// <param name="Refers">The kind of thing one of which must have this id.</param>
    public sealed record Text(int MinLength, int MaxLength, TextPattern? Pattern = null, string? Defines = null, string? Refers = null) : Shape;

    public sealed record Whole(int Min, int Max) : Shape;

    public sealed record Flag : Shape;

    /// <param name="Words">At least one.</param>
    public sealed record Choice(IReadOnlyList<string> Words) : Shape
    {
        /// <summary>The names of an enum's cases in camel case.</summary>
        public static Choice Of<T>()
            where T : struct, Enum => new([.. Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])]);
    }

    public sealed record NumberChoice(IReadOnlyList<int> Numbers) : Shape;

    public sealed record List(Shape Item, int Max, int Min = 0) : Shape;

    /// <summary>Names that the author chooses, each with a value of the same shape.</summary>
    public sealed record Map(Text Name, Shape Value, int Max, int Min = 0) : Shape;

    /// <param name="Name">In the schema.</param>
    public sealed record Record(string Name, string Description, IReadOnlyList<Member> Members) : Shape
    {
        public Member? Find(string name) => Members.FirstOrDefault(member => member.Name == name);
    }

    /// <summary>Something with rules of its own.</summary>
    /// <param name="Read">Says what is wrong with a node and writes it as JSON; valid JSON in any case.</param>
    public sealed record Own(string Name, Func<JsonObject> Schema, Action<DocumentNode, string, ShapeReading> Read) : Shape;
}

/// <param name="Default">What its absence means, as JSON; null where absence is a meaning of its own.</param>
public sealed record Member(string Name, string Description, Shape Shape, bool IsRequired = false, JsonNode? Default = null);

/// <param name="Expression">In the dialect of JSON Schema; for the whole text.</param>
/// <param name="Says">What it takes, as the rest of a sentence: <c>lower-case letters, digits and hyphens</c>.</param>
public sealed record TextPattern(string Expression, string Says)
{
    private readonly Regex regex = new(Expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    internal bool Takes(string text) => regex.IsMatch(text);

    public bool Equals(TextPattern? other) => other is not null && Expression == other.Expression && Says == other.Says;

    public override int GetHashCode() => HashCode.Combine(Expression, Says);
}
