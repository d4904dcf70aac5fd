using System.Globalization;
using System.Text;
using OmniFunctions.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Scalar = YamlDotNet.Core.Events.Scalar;

namespace OmniFunctions.Runtime.Documents;

/// <summary>
/// Reads YAML 1.2 into a tree with places. Anchors, aliases, tags and a second document are not taken: a document says what it means where it stands,
/// and no few bytes become many.
/// </summary>
public static class YamlText
{
    private static readonly string[] Nothing = ["", "~", "null", "Null", "NULL"];
    private static readonly string[] Flags = ["true", "True", "TRUE", "false", "False", "FALSE"];

    public static DocumentText Read(string text)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            parser.Consume<StreamStart>();
            if (!parser.Accept<DocumentStart>(out _)) return DocumentText.Broken(new(1, 1), "The document is empty.");
            parser.Consume<DocumentStart>();
            var root = Node(parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<DocumentStart>(out var second) ? DocumentText.Broken(At(second.Start), "There is a second document; there can be one.") : DocumentText.Of(root);
        }
        catch (BrokenText e)
        {
            return DocumentText.Broken(e.At, e.Message);
        }
        catch (YamlException e)
        {
            return IndentedByTab(text) is { } tab
                ? DocumentText.Broken(tab, "This is no YAML: a line is indented by spaces, and this one by a tab.")
                : DocumentText.Broken(At(e.End), $"This is no YAML: {Sentence(e)}");
        }
    }

    /// <summary>The commonest slip, of which the parser names neither the place nor the cause.</summary>
    private static Position? IndentedByTab(string text)
    {
        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, one => one.TrimStart(' ').StartsWith('\t'));
        return line < 0 ? null : new Position(line + 1, lines[line].IndexOf('\t', StringComparison.Ordinal) + 1);
    }

    private static DocumentNode Node(Parser parser, int depth)
    {
        if (depth > JsonText.MaxDepth) throw new BrokenText(At(parser.Current!.Start), $"It is nested deeper than {JsonText.MaxDepth} levels.");
        if (parser.Accept<AnchorAlias>(out var alias)) throw new BrokenText(At(alias.Start), "Aliases are not taken; write it out.");
        Plain(parser.Current as NodeEvent);
        if (parser.TryConsume<MappingStart>(out var mapping)) return Mapping(parser, At(mapping.Start), depth);
        if (parser.TryConsume<SequenceStart>(out var sequence)) return Sequence(parser, At(sequence.Start), depth);
        var scalar = parser.Consume<Scalar>();
        return new DocumentNode.Scalar(At(scalar.Start), Text(scalar), Kind(scalar));
    }

    private static DocumentNode.Mapping Mapping(Parser parser, Position at, int depth)
    {
        var entries = new List<DocumentNode.Entry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            Plain(parser.Current as NodeEvent);
            if (!parser.TryConsume<Scalar>(out var name)) throw new BrokenText(At(parser.Current!.Start), "A name is one word or text.");
            entries.Add(new(At(name.Start), name.Value, Node(parser, depth + 1)));
        }

        return new DocumentNode.Mapping(at, entries);
    }

    private static DocumentNode.Sequence Sequence(Parser parser, Position at, int depth)
    {
        var items = new List<DocumentNode>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, depth + 1));
        return new DocumentNode.Sequence(at, items);
    }

    private static void Plain(NodeEvent? node)
    {
        if (node is { Anchor.IsEmpty: false }) throw new BrokenText(At(node.Start), "Anchors are not taken; write it out where it is needed.");
        if (node is { Tag.IsEmpty: false } and { Tag.IsNonSpecific: false }) throw new BrokenText(At(node.Start), "Tags are not taken.");
    }

    private static string Text(Scalar scalar) => Kind(scalar) switch
    {
        ScalarKind.Null => "",
        ScalarKind.BareFlag => scalar.Value.ToLowerInvariant(),
        _ => scalar.Value,
    };

    /// <summary>By YAML's core schema: what stands in quotes is a text, whatever it looks like.</summary>
    private static ScalarKind Kind(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain) return ScalarKind.Text;
        if (Nothing.Contains(scalar.Value)) return ScalarKind.Null;
        if (Flags.Contains(scalar.Value)) return ScalarKind.BareFlag;
        return IsNumber(scalar.Value) ? ScalarKind.BareNumber : ScalarKind.Text;
    }

    private static bool IsNumber(string text) =>
        (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number);

    private static Position At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private static string Sentence(YamlException e)
    {
        var sentence = new StringBuilder(e.InnerException?.Message ?? e.Message).Replace('\n', ' ').ToString().Trim();
        return sentence.EndsWith('.') ? sentence : $"{sentence}.";
    }

    private sealed class BrokenText(Position at, string problem) : Exception(problem)
    {
        internal Position At { get; } = at;
    }
}
