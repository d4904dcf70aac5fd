namespace OmniFunctions.Local.SignalR;

/// <summary>What the connection string of a SignalR service says.</summary>
/// <param name="Endpoint">Names the service, and is the audience of its tokens.</param>
/// <param name="AccessKey">Signs the tokens.</param>
/// <param name="ClientEndpoint">The address browsers use where it is not the one they already talk to, as behind a proxy.</param>
public sealed record ServiceConnection(Uri Endpoint, string AccessKey, Uri? ClientEndpoint)
{
    /// <summary>HS256 is as strong as its key; the service's own keys have 32 bytes or more.</summary>
    private const int MinAccessKeyLength = 32;

    /// <exception cref="FormatException">Says which part is missing or wrong.</exception>
    public static ServiceConnection Parse(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var parts = connectionString
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var key = parts.GetValueOrDefault("AccessKey") ?? throw new FormatException("The SignalR connection string names no AccessKey.");
        if (key.Length < MinAccessKeyLength)
            throw new FormatException($"The AccessKey of the SignalR connection string is shorter than {MinAccessKeyLength} characters.");
        return new(
            Address(parts, "Endpoint") ?? throw new FormatException("The SignalR connection string names no Endpoint."),
            key,
            Address(parts, "ClientEndpoint"));
    }

    public string Audience(string hub) => $"{Endpoint.GetLeftPart(UriPartial.Authority)}/client/?hub={hub.ToLowerInvariant()}";

    /// <summary>The signing key is a secret and stays out of logs.</summary>
    public override string ToString() => Endpoint.ToString();

    private static Uri? Address(Dictionary<string, string> parts, string name)
    {
        if (!parts.TryGetValue(name, out var text)) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == "http" || address.Scheme == "https")
            ? address
            : throw new FormatException($"The {name} of the SignalR connection string is not an http or https address.");
    }
}
