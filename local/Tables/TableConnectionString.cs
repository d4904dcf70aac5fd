using Azure.Data.Tables;

namespace OmniFunctions.Local.Tables;

/// <summary>What a storage connection string says about tables.</summary>
/// <param name="Credential">Null where a signature is given instead, or nothing is needed.</param>
/// <param name="Signature">A shared access signature, without its question mark.</param>
internal sealed record TableConnectionString(Uri Endpoint, string? AccountName, TableSharedKeyCredential? Credential, string? Signature)
{
    private const string EmulatorAccount = "devstoreaccount1";

    /// <summary>The key every storage emulator has; it is published and guards nothing.</summary>
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="FormatException">A part is missing or no <c>name=value</c>.</exception>
    public static TableConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new FormatException("A part of the connection string is no name=value pair.");
            parts[part[..equals]] = part[(equals + 1)..];
        }

        if (parts.TryGetValue("UseDevelopmentStorage", out var emulator) && bool.TryParse(emulator, out var isEmulator) && isEmulator)
            return Emulator(parts.GetValueOrDefault("DevelopmentStorageProxyUri"));

        var account = parts.GetValueOrDefault("AccountName");
        var key = parts.GetValueOrDefault("AccountKey");
        var signature = parts.GetValueOrDefault("SharedAccessSignature")?.TrimStart('?');
        return new TableConnectionString(
            EndpointOf(parts, account),
            account,
            account is not null && key is not null ? new TableSharedKeyCredential(account, key) : null,
            signature);
    }

    private static Uri EndpointOf(Dictionary<string, string> parts, string? account)
    {
        if (parts.TryGetValue("TableEndpoint", out var endpoint)) return new Uri(endpoint);
        if (account is null) throw new FormatException("The connection string names neither TableEndpoint nor AccountName.");
        var scheme = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new Uri($"{scheme}://{account}.table.{suffix}/");
    }

    private static TableConnectionString Emulator(string? proxy)
    {
        var host = proxy is null ? "http://127.0.0.1" : $"{new Uri(proxy).Scheme}://{new Uri(proxy).Host}";
        return new TableConnectionString(
            new Uri($"{host}:10002/{EmulatorAccount}"), EmulatorAccount, new TableSharedKeyCredential(EmulatorAccount, EmulatorKey), null);
    }
}
