using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using OmniFunctions.Access;

namespace OmniFunctions.SignIn;

/// <summary>
/// Binds a sign-in at a provider to the browser that began it: what was drawn for it lies sealed in a cookie of that browser, for ten minutes and for one return. Whoever is sent
/// the address of somebody else's return has no such cookie.
/// </summary>
public sealed class SignInFlows(IDataProtectionProvider protection, SignInProviders providers, TimeProvider time)
{
    public const string Cookie = "omni-sign-in";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int DrawnBytes = 32;

    private readonly IDataProtector protector = protection.CreateProtector("OmniFunctions.SignIn");

    public SignInFlow Begin(HttpResponse response, SignInProvider provider)
    {
        var flow = new SignInFlow(provider.ToString(), Drawn(), Drawn(), ProofKey.VerifierOf(RandomNumberGenerator.GetBytes(ProofKey.Bytes)), time.GetUtcNow());
        var bytes = JsonSerializer.SerializeToUtf8Bytes(flow, SignInFlowJson.Default.SignInFlow);
        response.Cookies.Append(Cookie, Convert.ToBase64String(protector.Protect(bytes)), Options(provider, Lifetime));
        return flow;
    }

    /// <summary>Takes what was begun, and the cookie with it: an address is returned to once.</summary>
    /// <param name="state">What the provider sent back.</param>
    /// <returns>Null when it was not begun in this browser, with this provider, within ten minutes.</returns>
    public SignInFlow? Take(HttpContext http, SignInProvider provider, string? state)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } cookie) return null;
        http.Response.Cookies.Delete(Cookie, Options(provider, null));
        if (Read(cookie) is not { } flow || flow.Provider != provider.ToString()) return null;
        var age = time.GetUtcNow() - flow.BegunAt;
        var isSame = state is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(flow.State));
        return isSame && age >= -IdToken.Skew && age <= Lifetime ? flow : null;
    }

    private SignInFlow? Read(string cookie)
    {
        try
        {
            return JsonSerializer.Deserialize(protector.Unprotect(Convert.FromBase64String(cookie)), SignInFlowJson.Default.SignInFlow);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Lax and not strict: the browser comes from the provider's page. For this provider's addresses alone.</summary>
    private CookieOptions Options(SignInProvider provider, TimeSpan? lifetime) => new()
    {
        Path = $"/api/sign-in/{provider.Tenant.Value}/{provider.Id}",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = providers.Public.Scheme == Uri.UriSchemeHttps,
        MaxAge = lifetime,
    };

    private static string Drawn() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(DrawnBytes));
}

/// <param name="State">Comes back with the browser: the return is of this beginning.</param>
/// <param name="Nonce">Comes back in the token: the token is of this beginning.</param>
/// <param name="Verifier">Is shown when the code is exchanged: whoever exchanges it is the one who began.</param>
public sealed record SignInFlow(string Provider, string State, string Nonce, string Verifier, DateTimeOffset BegunAt)
{
    public override string ToString() => Provider;
}

[JsonSerializable(typeof(SignInFlow))]
internal sealed partial class SignInFlowJson : JsonSerializerContext;
