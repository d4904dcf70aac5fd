using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using OmniFunctions.Access;

namespace OmniFunctions.SignIn;

/// <summary>
/// The directories by which people sign in, as the settings name them: one JSON document each in <c>Omni:SignInProviders:{number}</c>, since there is a secret in it that
/// is replaced whole. What it holds is in docs/guides/sign-in.md.
/// </summary>
public sealed class SignInProviders
{
    public const string Section = "Omni:SignInProviders";
    public const int MaxProviders = 100;

    /// <summary>What the host leaves in a setting whose secret it could not read.</summary>
    private const string Unresolved = "@Microsoft.KeyVault(";

    private const string UsualAddress = "http://127.0.0.1:7071";

    private readonly List<SignInProvider> providers = [];

    /// <exception cref="InvalidOperationException">A document says nothing usable. All faults are named, and no secret with them.</exception>
    public SignInProviders(IConfiguration configuration)
    {
        var faults = new List<string>();
        foreach (var section in configuration.GetSection(Section).GetChildren().Where(section => section.Value is { Length: > 0 }))
            if (Read(section, faults) is { } provider) providers.Add(provider);
        if (providers.Count > MaxProviders) faults.Add($"{Section} has more than {MaxProviders} documents.");
        faults.AddRange(providers.GroupBy(provider => provider.ToString()).Where(group => group.Count() > 1).Select(group => $"{Section} has {group.Key} {group.Count()} times."));
        Public = PublicAddress(configuration, faults);
        if (faults.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>The address as people have it. Never what a request says of itself: a provider sends codes there.</summary>
    public Uri Public { get; }

    public IEnumerable<SignInProvider> Of(TenantId tenant) => providers.Where(provider => provider.Tenant == tenant);

    public SignInProvider? Find(string tenant, string id) => providers.Find(provider => provider.Tenant.Value == tenant && provider.Id == id);

    /// <summary>Where a browser comes back to: another one for each provider, so that what one gives is never shown to another (RFC 9700, section 4.4.2).</summary>
    public Uri ReturnOf(SignInProvider provider) => new(Public, $"/api/sign-in/{provider.Tenant.Value}/{provider.Id}/finish");

    private Uri PublicAddress(IConfiguration configuration, List<string> faults)
    {
        var text = configuration["Omni:PublicUrl"] is { Length: > 0 } set ? set : configuration["OMNI_URL"] is { Length: > 0 } own ? own : UsualAddress;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)) address = new Uri(UsualAddress);
        if (providers.Count > 0 && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback) faults.Add("Omni:PublicUrl must begin with https:// where people sign in by a provider: it sends codes there.");
        return address;
    }

    private static SignInProvider? Read(IConfigurationSection section, List<string> faults)
    {
        try
        {
            if (section.Value!.StartsWith(Unresolved, StringComparison.Ordinal)) faults.Add($"{section.Path} is a reference that the host could not resolve: the secret is missing, or the app's identity may not read it.");
            else if (JsonSerializer.Deserialize(section.Value, ProviderDocumentJson.Default.ProviderDocument) is { } document)
            {
                var own = document.Faults().Select(fault => $"{section.Path}: {fault}").ToList();
                if (own.Count == 0) return document.Provider();
                faults.AddRange(own);
            }
        }
        catch (JsonException e)
        {
            // The message of the exception may quote the text, and the text is a secret.
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{section.Path} is no document of a sign-in provider (line {e.LineNumber + 1}{(e.Path is { Length: > 1 } ? $", at {e.Path}" : "")})."));
        }

        return null;
    }
}
