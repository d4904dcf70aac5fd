namespace Azure.Messaging.EventHubs;

public class EventHubsConnectionStringProperties
{
    public Uri? Endpoint { get; private set; }

    public string? EventHubName { get; private set; }

    public string? FullyQualifiedNamespace => Endpoint?.Host;

    public string? SharedAccessKey { get; private set; }

    public string? SharedAccessKeyName { get; private set; }

    public string? SharedAccessSignature { get; private set; }

    /// <exception cref="FormatException">The text is not of the form <c>Endpoint=sb://name/;EntityPath=hub;...</c>.</exception>
    public static EventHubsConnectionStringProperties Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var properties = new EventHubsConnectionStringProperties();
        foreach (var pair in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Keys are base64 and end in '=' themselves, so only the first one separates.
            var separator = pair.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0) throw new FormatException("The connection string has a part without a name and a value.");
            properties.Take(pair[..separator].ToUpperInvariant(), pair[(separator + 1)..]);
        }

        return properties;
    }

    private void Take(string name, string value)
    {
        switch (name)
        {
            case "ENDPOINT":
                Endpoint = Uri.TryCreate(value, UriKind.Absolute, out var endpoint) && endpoint.Host.Length > 0
                    ? endpoint
                    : throw new FormatException($"The endpoint '{value}' of the connection string is not an address such as sb://local/.");
                break;
            case "ENTITYPATH":
                EventHubName = value;
                break;
            case "SHAREDACCESSKEY":
                SharedAccessKey = value;
                break;
            case "SHAREDACCESSKEYNAME":
                SharedAccessKeyName = value;
                break;
            case "SHAREDACCESSSIGNATURE":
                SharedAccessSignature = value;
                break;
        }
    }
}
