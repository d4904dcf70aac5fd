namespace OmniFunctions.Runtime.Keys;

/// <summary>What is everybody's lies together, and each agent's own beside it.</summary>
internal static class SharedAndOwnKeys
{
    public const string Shared = "s|";

    /// <summary>The end of a range of rows that begin alike: the sign that follows the last one used.</summary>
    private const string AfterAll = "~";

    /// <param name="owner">Null for everybody's.</param>
    public static string PrefixOf(AgentId? owner) => owner is { } agent ? $"p|{agent.Value}|" : Shared;

    public static string EndOf(string prefix) => prefix + AfterAll;
}
