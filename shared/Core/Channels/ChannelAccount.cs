namespace OmniFunctions.Channels;

/// <summary>An account with its settings, secrets among them. Never logged, never serialised.</summary>
/// <param name="Settings">By the names the channel documents, as <c>token</c>, <c>encoding_aes_key</c>, <c>api_base</c>.</param>
public sealed record ChannelAccount(AccountKey Key, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The JSON Web Key Set of <see cref="IChannel.KeysAddress"/>; empty while there is none.</summary>
    public ReadOnlyMemory<byte> PublishedKeys { get; init; }

    public string? Setting(string name) => Settings.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public override string ToString() => Key.ToString();
}
