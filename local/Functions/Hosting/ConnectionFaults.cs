namespace OmniFunctions.Local.Functions;

/// <summary>What is wrong with a connection string of Service Bus or Event Hubs. Its secrets are never repeated.</summary>
internal static class ConnectionFaults
{
    public static IEnumerable<string> Of(string text, string platform)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Any(part => part.IndexOf('=', StringComparison.Ordinal) <= 0)) yield return "a part of it has no name or no value.";
        var values = parts.Select(part => part.Split('=', 2)).Where(pair => pair is [{ Length: > 0 }, { Length: > 0 }])
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.OrdinalIgnoreCase);

        if (!values.TryGetValue("Endpoint", out var endpoint)) yield return "it has no Endpoint.";
        else if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme != "sb") yield return $"its Endpoint '{endpoint}' is no address such as sb://{platform}/.";
        else if (!string.Equals(address.Host, platform, StringComparison.OrdinalIgnoreCase)) yield return $"it leads elsewhere than to sb://{platform}/ of this process.";

        // Nothing here checks them, but the cloud does, and a string that works here only is a trap.
        if (values.ContainsKey("SharedAccessSignature")) yield break;
        if (!values.ContainsKey("SharedAccessKeyName")) yield return "it has no SharedAccessKeyName.";
        if (!values.ContainsKey("SharedAccessKey")) yield return "it has no SharedAccessKey.";
    }
}
