namespace OmniFunctions.Channels;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Url">The full public address, as the platform has it.</param>
/// <param name="Query">Decoded query values by name; the first where a name repeats.</param>
/// <param name="Headers">Values by name, names compared without case.</param>
/// <param name="Body">The exact bytes received; signatures are over these.</param>
public sealed record WebhookRequest(
    string Method,
    string Url,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// The account's setting that says the address as the platform has it, query included where it signs over one; it stands above <see cref="Url"/>.
    /// </summary>
    public const string UrlSetting = "webhook_url";

    public string? QueryValue(string name) => Query.TryGetValue(name, out var value) ? value : null;

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}

/// <param name="Body">UTF-8, byte for byte what is sent.</param>
public sealed record WebhookReply(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Of the answer, besides its type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static WebhookReply Text(string body) => new(200, "text/plain", System.Text.Encoding.UTF8.GetBytes(body));

    public static WebhookReply Empty { get; } = new(200, null, ReadOnlyMemory<byte>.Empty);
}
