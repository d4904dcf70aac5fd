using System.Globalization;
using OmniFunctions.Documents;

namespace OmniFunctions.Lab.Script;

/// <summary>Reads the members of one mapping and writes down everything that is wrong with it, instead of stopping at the first thing.</summary>
internal sealed class NodeReader
{
    private readonly DocumentNode node;
    private readonly string path;
    private readonly List<DocumentFault> faults;
    private readonly Dictionary<string, DocumentNode.Entry> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public NodeReader(DocumentNode node, string path, List<DocumentFault> faults)
    {
        this.node = node;
        this.path = path;
        this.faults = faults;
        if (node is not DocumentNode.Mapping map)
        {
            Fault("members are expected here, as 'name: value'.");
            return;
        }

        foreach (var member in map.Entries)
        {
            if (!members.TryAdd(member.Name, member)) faults.Add(new(member.At, PathOf(member.Name), $"'{member.Name}' is there twice."));
        }
    }

    /// <summary>The same members without writing down what is wrong, for a look ahead.</summary>
    public NodeReader Silently() => new(node, path, []);

    public int Line => node.At.Line;

    public bool Has(string name) => members.ContainsKey(name);

    public void Fault(string problem) => faults.Add(new(node.At, path, problem));

    public void Fault(string name, string problem, string? suggestion = null) =>
        faults.Add(new(members.TryGetValue(name, out var member) ? member.Value.At : node.At, PathOf(name), problem, Suggestion: suggestion));

    /// <summary>Null when it is not there; a fault when it is not a text.</summary>
    public string? Text(string name, int maxLength = LabScript.MaxNameLength)
    {
        if (Value(name) is not { } value) return null;
        if (value is not DocumentNode.Scalar { Text: { Length: > 0 } text } || text.Length > maxLength)
        {
            Fault(name, $"1 to {maxLength} characters are expected.");
            return null;
        }

        return text;
    }

    /// <summary>A fault when it is not there.</summary>
    public string Needed(string name, int maxLength = LabScript.MaxNameLength)
    {
        if (!Has(name)) Fault(name, $"'{name}' is missing.");
        return Text(name, maxLength) ?? "";
    }

    public int? Number(string name, int least, int most)
    {
        if (Value(name) is not { } value) return null;
        if (value is DocumentNode.Scalar { Text: var text } && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(name, $"a whole number from {least} to {most} is expected.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Value(name) is not { } value) return null;
        if (value is DocumentNode.Scalar { Text: "true" or "false" } flag) return flag.Text == "true";
        Fault(name, "true or false is expected.");
        return null;
    }

    /// <summary>One of the words, or the first of them when it is not there.</summary>
    public T Choice<T>(string name, T absent, params (string Word, T Value)[] words)
    {
        if (Text(name) is not { } text) return absent;
        foreach (var (word, value) in words)
        {
            if (word == text) return value;
        }

        Unknown(name, text, [.. words.Select(each => each.Word)]);
        return absent;
    }

    public IReadOnlyList<string> Texts(string name, int maxCount = LabScript.MaxEntries)
    {
        if (Value(name) is not { } value) return [];
        if (value is DocumentNode.Scalar { Text.Length: > 0 } one) return [one.Text];
        if (value is not DocumentNode.Sequence list || list.Items.Count > maxCount || list.Items.Any(item => item is not DocumentNode.Scalar { Text.Length: > 0 and <= LabScript.MaxNameLength }))
        {
            Fault(name, $"a list of at most {maxCount} texts is expected.");
            return [];
        }

        return [.. list.Items.Cast<DocumentNode.Scalar>().Select(item => item.Text)];
    }

    /// <summary>Each entry of a list with a reader of its own.</summary>
    public IEnumerable<NodeReader> Entries(string name, int maxCount)
    {
        if (Value(name) is not { } value) return [];
        if (value is DocumentNode.Sequence list && list.Items.Count <= maxCount)
        {
            return list.Items.Select((item, index) => new NodeReader(item, string.Create(CultureInfo.InvariantCulture, $"{PathOf(name)}[{index}]"), faults));
        }

        Fault(name, $"a list of at most {maxCount} entries is expected.");
        return [];
    }

    /// <summary>Names and values.</summary>
    public IReadOnlyList<DocumentNode.Entry> Members(string name)
    {
        if (Value(name) is not { } value) return [];
        if (value is DocumentNode.Mapping map && map.Entries.Count <= LabScript.MaxEntries) return map.Entries;
        Fault(name, $"at most {LabScript.MaxEntries} members are expected, as 'name: value'.");
        return [];
    }

    public DateTimeOffset? Time(string name, TimeZoneInfo zone)
    {
        if (Text(name) is not { } text) return null;
        if (ScriptTimes.Read(text, zone, out var problem) is { } at) return at;
        Fault(name, problem);
        return null;
    }

    public TimeSpan? Span(string name)
    {
        if (Text(name) is not { } text) return null;
        if (ScriptTimes.Span(text) is { } span) return span;
        Fault(name, $"'{text}' is no span of time; write it as 90s, 5m, 1h30m, 2d or 1w, at most {LabScript.MaxDays}d.");
        return null;
    }

    /// <summary>Whatever nobody asked for is a fault: a misspelt member would otherwise do nothing, and nobody would know.</summary>
    public void NothingElse()
    {
        foreach (var member in members.Values.Where(member => !asked.Contains(member.Name)))
        {
            var known = asked.Order(StringComparer.Ordinal).ToList();
            faults.Add(new(
                member.At, PathOf(member.Name), $"'{member.Name}' is not known here; there is {string.Join(", ", known)}.", Suggestion: Nearest.To(member.Name, known)));
        }
    }

    /// <summary>A word that is none of those that may stand here.</summary>
    public void Unknown(string name, string word, IReadOnlyList<string> known) =>
        Fault(name, $"'{word}' is not known here; there is {string.Join(", ", known)}.", Nearest.To(word, known));

    private DocumentNode? Value(string name)
    {
        asked.Add(name);
        return members.TryGetValue(name, out var member) && member.Value is not DocumentNode.Scalar { Kind: ScalarKind.Null } ? member.Value : null;
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
