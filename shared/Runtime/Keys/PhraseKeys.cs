namespace OmniFunctions.Runtime.Keys;

/// <summary>Everybody's phrases lie together, and each agent's own beside them.</summary>
internal static class PhraseKeys
{
    public const string Shared = "s|";

    /// <summary>The end of a range of rows that begin alike: the sign that follows the last one used.</summary>
    private const string AfterAll = "~";

    /// <param name="owner">Null for everybody's.</param>
    public static string PrefixOf(AgentId? owner) => owner is { } agent ? $"p|{agent.Value}|" : Shared;

    public static string EndOf(string prefix) => prefix + AfterAll;
}
