namespace OmniFunctions.Tests.Local.OfficialApi;

/// <summary>The official members, read from lists, and the comparison with what is there.</summary>
internal sealed class ApiList
{
    /// <summary>Words that give a user more than the official member does, so that code could be written that the official package refuses.</summary>
    private static readonly string[] Powers = ["get", "set", "init", "virtual"];

    /// <summary>Words that change what a member is; both sides have them or neither.</summary>
    private static readonly string[] Natures = ["static", "abstract", "class", "struct", "interface", "enum", "delegate"];

    private readonly Dictionary<string, ApiMember> members;
    private readonly HashSet<string> records;

    public ApiList(IEnumerable<string> lines)
    {
        members = lines.Where(line => line.Length > 0 && line[0] != '#').Select(Parse).DistinctBy(member => member.Id).ToDictionary(member => member.Id);
        records = [.. members.Values.Select(RecordOf).OfType<string>()];
    }

    /// <summary>The compiler makes these members of a record, and the lists leave most of them out.</summary>
    public bool IsRecord(string type) => records.Contains(type);

    /// <summary>Why the member is not official, or null.</summary>
    public string? Fault(ApiMember found)
    {
        if (!members.TryGetValue(found.Id, out var official)) return $"{found}: not in the lists";
        var isType = found.Id.StartsWith("T:", StringComparison.Ordinal);
        if (official.Type != found.Type && !(isType && official.Type.Length == 0)) return $"{found}: officially {official}";
        var extra = Powers.Where(word => found.Words.Contains(word) && !official.Words.Contains(word) && !(word == "virtual" && official.Words.Contains("abstract")));
        var changed = Natures.Where(word => found.Words.Contains(word) != official.Words.Contains(word));
        var value = official.Words.FirstOrDefault(word => word.StartsWith('='));
        if (value is not null && !found.Words.Contains(value)) return $"{found}: officially {official}";
        var opened = official.Words.Contains("sealed") && !found.Words.Contains("sealed");
        return opened || extra.Concat(changed).Any() ? $"{found}: officially {official}" : null;
    }

    public static ApiMember Parse(string line)
    {
        var isType = line.StartsWith("T:", StringComparison.Ordinal);
        var arrow = line.IndexOf(isType ? " : " : " -> ", StringComparison.Ordinal);
        var head = arrow < 0 ? line : line[..arrow];
        var rest = arrow < 0 ? "" : line[(arrow + (isType ? 3 : 4))..];
        var headWords = head.Split(' ');

        // A generic type holds braces of its own, so it is cut off before the words are.
        var type = rest.Split(' ')[0];
        var words = rest.Length == 0 ? [] : rest[type.Length..].Replace("= ", "=", StringComparison.Ordinal).Split([' ', '{', '}', ';'], StringSplitOptions.RemoveEmptyEntries);
        return new ApiMember(headWords[0], type, headWords[1..].Concat(words).ToHashSet());
    }

    private static string? RecordOf(ApiMember member)
    {
        if (member.Id.StartsWith("T:", StringComparison.Ordinal)) return member.Words.Contains("record") ? member.Id[2..] : null;
        string[] signs = [".PrintMembers(System.Text.StringBuilder)", ".EqualityContract", ".Deconstruct("];
        var sign = signs.FirstOrDefault(s => member.Id.Contains(s, StringComparison.Ordinal));
        return sign is null ? null : member.Id[2..member.Id.IndexOf(sign, StringComparison.Ordinal)];
    }
}
