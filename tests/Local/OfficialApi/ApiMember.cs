namespace OmniFunctions.Tests.Local.OfficialApi;

/// <summary>A line of a list, or what a local member would be as such a line.</summary>
/// <param name="Id">The id with its kind, parameters and their optional marks; two members differ by it.</param>
/// <param name="Type">What it returns or holds; empty for a constructor. For a type: its base, where it has one worth naming.</param>
/// <param name="Words">Accessors, modifiers, the kind of a type, the value of an enumeration's name.</param>
internal sealed record ApiMember(string Id, string Type, IReadOnlySet<string> Words)
{
    public override string ToString() => $"{Id}{(Type.Length > 0 ? " -> " + Type : "")} {string.Join(' ', Words)}".TrimEnd();
}
