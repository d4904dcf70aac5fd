using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OmniFunctions.Documents;

/// <summary>
/// Holds a tree to a shape. Every fault is named, none hides another: what cannot be used is replaced by something neutral of the right shape, so that
/// what stands around it can be looked at as well.
/// </summary>
public sealed class ShapeReading
{
    private readonly Utf8JsonWriter writer;
    private readonly List<DocumentFault> faults = [];
    private readonly List<(string Kind, string Id, Position At, string Path)> defined = [];
    private readonly List<(string Kind, string Id, Position At, string Path)> referred = [];
    private readonly Dictionary<string, Position> places = [];

    private ShapeReading(Utf8JsonWriter writer) => this.writer = writer;

    public Utf8JsonWriter Writer => writer;

    /// <returns>The document as JSON of the shape, whatever its faults; the faults in the order of the text; the place of every path.</returns>
    public static (byte[] Json, IReadOnlyList<DocumentFault> Faults, IReadOnlyDictionary<string, Position> Places) Read(DocumentNode root, Shape shape)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var reading = new ShapeReading(writer);
        reading.Read(root, shape, "");
        writer.Flush();
        reading.RepeatedIds();
        reading.UnknownIds();
        return (buffer.WrittenSpan.ToArray(), reading.faults, reading.places);
    }

    public void Fault(Position at, string path, string problem, Severity severity = Severity.Fault, string? suggestion = null) =>
        faults.Add(new DocumentFault(at, path, problem, severity, suggestion));

    /// <summary>Somebody is named who must be there.</summary>
    public void Refer(string kind, string id, Position at, string path) => referred.Add((kind, id, at, path));

    public void Read(DocumentNode node, Shape shape, string path)
    {
        places[path] = node.At;
        switch (shape)
        {
            case Shape.Text text:
                ReadText(node, text, path);
                break;
            case Shape.Whole integer:
                ReadInteger(node, integer, path);
                break;
            case Shape.Flag:
                ReadFlag(node, path);
                break;
            case Shape.Choice choice:
                ReadChoice(node, choice, path);
                break;
            case Shape.NumberChoice choice:
                ReadNumberChoice(node, choice, path);
                break;
            case Shape.List list:
                ReadList(node, list, path);
                break;
            case Shape.Map map:
                ReadMap(node, map, path);
                break;
            case Shape.Record thing:
                ReadObject(node, thing, path);
                break;
            case Shape.Own own:
                own.Read(node, path, this);
                break;
            default:
                throw new InvalidOperationException($"There is no shape {shape.GetType().Name}.");
        }
    }

    /// <summary>What a node is, as the rest of a sentence.</summary>
    public static string Say(DocumentNode node) => node switch
    {
        DocumentNode.Mapping => "a map",
        DocumentNode.Sequence => "a list",
        DocumentNode.Scalar { Kind: ScalarKind.Null } => "nothing",
        DocumentNode.Scalar { Kind: ScalarKind.Text } text => $"'{Shorten(text.Text)}'",
        DocumentNode.Scalar other => Shorten(other.Text),
        _ => throw new InvalidOperationException($"There is no node {node.GetType().Name}."),
    };

    public static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static string Below(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>Null when it is no whole number, or beyond any that is used.</summary>
    public static int? IntegerOf(DocumentNode node) =>
        node is DocumentNode.Scalar { Kind: ScalarKind.Number or ScalarKind.BareNumber } scalar
        && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number == Math.Floor(number)
        && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : null;

    private static string Shorten(string text)
    {
        const int Shown = 40;
        return text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "…");
    }

    private void ReadText(DocumentNode node, Shape.Text shape, string path)
    {
        if (node is not DocumentNode.Scalar { Kind: ScalarKind.Text or ScalarKind.BareNumber or ScalarKind.BareFlag } scalar)
        {
            Fault(node.At, path, $"It takes a text, and this is {Say(node)}.");
            Neutral(shape);
            return;
        }

        Check(scalar, shape, path);
        if (shape.Defines is { } kind) defined.Add((kind, scalar.Text, scalar.At, path));
        if (shape.Refers is { } other) Refer(other, scalar.Text, scalar.At, path);
        writer.WriteStringValue(scalar.Text);
    }

    private void Check(DocumentNode.Scalar scalar, Shape.Text shape, string path)
    {
        if (scalar.Text.Length < shape.MinLength || scalar.Text.Length > shape.MaxLength || (shape.MinLength > 0 && string.IsNullOrWhiteSpace(scalar.Text)))
        {
            Fault(scalar.At, path, $"It takes {shape.MinLength} to {shape.MaxLength} characters{(shape.Pattern is { } of ? $": {of.Says}" : "")}.");
        }
        else if (shape.Pattern is { } pattern && !pattern.Takes(scalar.Text))
        {
            Fault(scalar.At, path, $"It takes {pattern.Says}, and this is {Say(scalar)}.");
        }
    }

    private void ReadInteger(DocumentNode node, Shape.Whole shape, string path)
    {
        var number = IntegerOf(node);
        if (number is null || number < shape.Min || number > shape.Max)
        {
            Fault(node.At, path, $"It takes a whole number from {shape.Min} to {shape.Max}, and this is {Say(node)}.");
        }

        writer.WriteNumberValue(Math.Clamp(number ?? shape.Min, shape.Min, shape.Max));
    }

    private void ReadFlag(DocumentNode node, string path)
    {
        var flag = node is DocumentNode.Scalar { Kind: ScalarKind.Flag or ScalarKind.BareFlag } scalar ? scalar.Text : null;
        if (flag is null) Fault(node.At, path, $"It takes true or false, and this is {Say(node)}.");
        writer.WriteBooleanValue(flag == "true");
    }

    private void ReadChoice(DocumentNode node, Shape.Choice shape, string path)
    {
        var word = node is DocumentNode.Scalar { Kind: ScalarKind.Text } scalar ? scalar.Text : null;
        if (word is not null && shape.Words.Contains(word))
        {
            writer.WriteStringValue(word);
            return;
        }

        var meant = word is null ? null : Nearest.To(word, shape.Words);
        Fault(node.At, path, $"It takes one of {string.Join(", ", shape.Words)}, and this is {Say(node)}.{Meant(meant)}", suggestion: meant);
        Neutral(shape);
    }

    private void ReadNumberChoice(DocumentNode node, Shape.NumberChoice shape, string path)
    {
        if (IntegerOf(node) is { } number && shape.Numbers.Contains(number))
        {
            writer.WriteNumberValue(number);
            return;
        }

        Fault(node.At, path, $"It takes one of {string.Join(", ", shape.Numbers)}, and this is {Say(node)}.");
        Neutral(shape);
    }

    private void ReadList(DocumentNode node, Shape.List shape, string path)
    {
        writer.WriteStartArray();
        if (node is not DocumentNode.Sequence sequence)
        {
            Fault(node.At, path, $"It takes a list, and this is {Say(node)}.");
        }
        else
        {
            Count(node, sequence.Items.Count, shape.Min, shape.Max, path);
            for (var i = 0; i < Math.Min(sequence.Items.Count, shape.Max); i++) Read(sequence.Items[i], shape.Item, Below(path, i));
        }

        writer.WriteEndArray();
    }

    private void Count(DocumentNode node, int entries, int min, int max, string path)
    {
        if (entries > max) Fault(node.At, path, $"It takes at most {max} entries, and there are {entries}.");
        if (entries < min) Fault(node.At, path, $"It takes at least {min} {(min == 1 ? "entry" : "entries")}.");
    }

    private void ReadMap(DocumentNode node, Shape.Map shape, string path)
    {
        writer.WriteStartObject();
        if (node is not DocumentNode.Mapping mapping)
        {
            Fault(node.At, path, $"It takes a map, and this is {Say(node)}.");
        }
        else
        {
            Count(node, mapping.Entries.Count, shape.Min, shape.Max, path);
            foreach (var entry in Once(mapping, path).Take(shape.Max))
            {
                var below = Below(path, entry.Name);
                Check(new DocumentNode.Scalar(entry.At, entry.Name, ScalarKind.Text), shape.Name, below);
                if (shape.Name.Refers is { } kind) Refer(kind, entry.Name, entry.At, below);
                writer.WritePropertyName(entry.Name);
                Read(entry.Value, shape.Value, below);
            }
        }

        writer.WriteEndObject();
    }

    private void ReadObject(DocumentNode node, Shape.Record shape, string path)
    {
        writer.WriteStartObject();
        if (node is not DocumentNode.Mapping mapping)
        {
            Fault(node.At, path, $"It takes a map of {string.Join(", ", shape.Members.Select(member => member.Name))}, and this is {Say(node)}.");
            foreach (var member in shape.Members.Where(member => member.IsRequired)) Neutral(member);
        }
        else
        {
            foreach (var entry in Once(mapping, path)) ReadMember(entry, shape, path);
            foreach (var member in shape.Members.Where(member => member.IsRequired && mapping.Entries.All(entry => entry.Name != member.Name)))
            {
                Fault(node.At, Below(path, member.Name), $"'{member.Name}' is missing.");
                Neutral(member);
            }
        }

        writer.WriteEndObject();
    }

    private void ReadMember(DocumentNode.Entry entry, Shape.Record shape, string path)
    {
        var below = Below(path, entry.Name);
        if (shape.Find(entry.Name) is not { } member)
        {
            var meant = Nearest.To(entry.Name, [.. shape.Members.Select(known => known.Name)]);
            Fault(entry.At, below, $"There is no '{Shorten(entry.Name)}' here.{Meant(meant)}", suggestion: meant);
            return;
        }

        writer.WritePropertyName(entry.Name);
        Read(entry.Value, member.Shape, below);
    }

    /// <summary>Entries by their first mention; a second one is a fault.</summary>
    private IEnumerable<DocumentNode.Entry> Once(DocumentNode.Mapping mapping, string path)
    {
        var seen = new Dictionary<string, Position>();
        foreach (var entry in mapping.Entries)
        {
            if (seen.TryAdd(entry.Name, entry.At)) yield return entry;
            else Fault(entry.At, Below(path, entry.Name), $"'{entry.Name}' is already there{On(seen[entry.Name])}.");
        }
    }

    private void Neutral(Member member)
    {
        writer.WritePropertyName(member.Name);
        Neutral(member.Shape);
    }

    private void Neutral(Shape shape)
    {
        switch (shape)
        {
            case Shape.Text:
                writer.WriteStringValue("x");
                break;
            case Shape.Whole integer:
                writer.WriteNumberValue(integer.Min);
                break;
            case Shape.Flag:
                writer.WriteBooleanValue(false);
                break;
            case Shape.Choice choice:
                writer.WriteStringValue(choice.Words[0]);
                break;
            case Shape.NumberChoice choice:
                writer.WriteNumberValue(choice.Numbers[0]);
                break;
            case Shape.List:
                writer.WriteStartArray();
                writer.WriteEndArray();
                break;
            case Shape.Map:
                writer.WriteStartObject();
                writer.WriteEndObject();
                break;
            case Shape.Record thing:
                writer.WriteStartObject();
                foreach (var member in thing.Members.Where(member => member.IsRequired)) Neutral(member);
                writer.WriteEndObject();
                break;
            case Shape.Own:
                writer.WriteNullValue();
                break;
            default:
                throw new InvalidOperationException($"There is no shape {shape.GetType().Name}.");
        }
    }

    private void RepeatedIds()
    {
        foreach (var same in defined.GroupBy(one => (one.Kind, one.Id)))
        {
            foreach (var again in same.Skip(1)) Fault(again.At, again.Path, $"There is already a {same.Key.Kind} '{same.Key.Id}'{On(same.First().At)}.");
        }
    }

    private void UnknownIds()
    {
        var known = defined.ToLookup(one => one.Kind, one => one.Id);
        foreach (var one in referred.Where(one => !known[one.Kind].Contains(one.Id)))
        {
            var meant = Nearest.To(one.Id, [.. known[one.Kind].Distinct()]);
            Fault(one.At, one.Path, $"There is no {one.Kind} '{Shorten(one.Id)}'.{Meant(meant)}", suggestion: meant);
        }
    }

    private static string On(Position at) => at == Position.Nowhere ? "" : string.Create(CultureInfo.InvariantCulture, $", on line {at.Line}");

    private static string Meant(string? word) => word is null ? "" : $" Did you mean '{word}'?";
}
