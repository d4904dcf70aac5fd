using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Tests.Harness;

/// <summary>
/// A company's directory: discovery, keys, a page to sign in at, codes that are good once, and tokens that are really signed. It can be made to lie in each way that the desk must see
/// through. Written from the standards (OpenID Connect Core and Discovery, RFC 6749, 7636 and 9207), apart from the product.
/// </summary>
public sealed class FakeIssuer : IAsyncDisposable
{
    public const string ClientId = "omni-desk";
    public const string ClientSecret = "a client secret: not a secret";

    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, Code> codes = new();
    private (string Id, ECDsa Key) key = ("k1", ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private (string Id, ECDsa Key)? unpublished;

    private FakeIssuer(WebApplication application) => this.application = application;

    /// <summary>A claim that the token must not have.</summary>
    public static object Absent { get; } = new();

    public string Address => application.Urls.First();

    /// <summary>Who signs in next: what the token says of them.</summary>
    public Dictionary<string, object> Person { get; } = new(StringComparer.Ordinal) { ["sub"] = "nobody-yet" };

    /// <summary>Over what would be right, in the next tokens.</summary>
    public Dictionary<string, object> Lies { get; } = new(StringComparer.Ordinal);

    /// <summary><c>ES256</c>; <c>none</c>; or <c>HS256</c> with the public key as the secret.</summary>
    public string Algorithm { get; set; } = "ES256";

    public bool IsAway { get; set; }

    /// <summary>Where browsers are sent shows a page with a button, under another host name: another site, as a real one is.</summary>
    public bool ShowsPage { get; set; }

    /// <summary>The person says no.</summary>
    public bool SaysNo { get; set; }

    /// <summary>What the answers name as their issuer; null for itself.</summary>
    public string? AnswersAs { get; set; }

    public int Exchanges { get; private set; }

    public static async Task<FakeIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new FakeIssuer(builder.Build());
        issuer.application.MapGet("/.well-known/openid-configuration", issuer.Discover);
        issuer.application.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey(issuer.key) } }));
        issuer.application.MapGet("/authorize", issuer.Authorize);
        issuer.application.MapPost("/token", issuer.ExchangeAsync);
        issuer.application.MapGet("/bye", () => Results.Content("<!doctype html><p>Signed out of the directory.</p>", "text/html"));
        await issuer.application.StartAsync();
        return issuer;
    }

    /// <summary>Signs with another key from now on.</summary>
    /// <param name="isPublished">Whether it says so.</param>
    public void ChangeKey(bool isPublished = true)
    {
        var next = ($"k{Guid.NewGuid():N}", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        if (isPublished) (key, unpublished) = (next, null);
        else unpublished = next;
    }

    /// <summary>Honest again, and nobody signed in.</summary>
    public void Reset()
    {
        Person.Clear();
        Lies.Clear();
        Person["sub"] = "nobody-yet";
        (Algorithm, IsAway, ShowsPage, SaysNo, AnswersAs, unpublished) = ("ES256", false, false, false, null, null);
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private IResult Discover() => IsAway ? Results.StatusCode(503) : Results.Json(new
    {
        issuer = Address,
        authorization_endpoint = (ShowsPage ? Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : Address) + "/authorize",
        token_endpoint = Address + "/token",
        jwks_uri = Address + "/keys",
        end_session_endpoint = Address + "/bye",
        response_types_supported = new[] { "code" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "ES256" },
        authorization_response_iss_parameter_supported = true,
    });

    private IResult Authorize(HttpRequest request)
    {
        string Of(string name) => request.Query[name].ToString();
        if (Of("response_type") != "code" || Of("client_id") != ClientId || Of("code_challenge_method") != "S256" || !Of("scope").Split(' ').Contains("openid")) return Results.BadRequest();
        if (ShowsPage && Of("sure") != "yes")
        {
            var on = $"/authorize{request.QueryString}&sure=yes";
            return Results.Content($"<!doctype html><title>Directory</title><h1>Acme directory</h1><a id=\"go\" href=\"{System.Net.WebUtility.HtmlEncode(on)}\">Go on</a>", "text/html");
        }

        var (state, from) = (Uri.EscapeDataString(Of("state")), Uri.EscapeDataString(AnswersAs ?? Address));
        if (SaysNo) return Results.Redirect($"{Of("redirect_uri")}?error=access_denied&state={state}&iss={from}");
        var code = Guid.NewGuid().ToString("N");
        codes[code] = new Code(Of("redirect_uri"), Of("code_challenge"), Of("nonce"));
        return Results.Redirect($"{Of("redirect_uri")}?code={code}&state={state}&iss={from}");
    }

    private async Task<IResult> ExchangeAsync(HttpRequest request)
    {
        Exchanges++;
        if (IsAway) return Results.StatusCode(503);
        var form = await request.ReadFormAsync();
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{System.Net.WebUtility.UrlEncode(ClientSecret)}"));
        if (request.Headers.Authorization != expected) return Refuse("invalid_client");
        if (form["grant_type"] != "authorization_code" || !codes.TryRemove(form["code"].ToString(), out var code)) return Refuse("invalid_grant");
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (code.Redirect != form["redirect_uri"] || code.Challenge != challenge) return Refuse("invalid_grant");
        return Results.Json(new { access_token = "not-asked-for", token_type = "Bearer", expires_in = 300, id_token = Token(code.Nonce) });

        static IResult Refuse(string error) => Results.Json(new { error, error_description = "somebody@acme.example may not" }, statusCode: 400);
    }

    private string Token(string nonce)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(Person, StringComparer.Ordinal)
        {
            ["iss"] = Address, ["aud"] = ClientId, ["iat"] = now, ["exp"] = now + 300, ["nonce"] = nonce,
        };
        return Sign(claims, "JWT");
    }

    /// <summary>The word that somebody is signed out (OpenID Connect Back-Channel Logout 1.0, section 2.4), with the lies of the next tokens.</summary>
    public string LogoutToken(string? sub, string? sid = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = Address, ["aud"] = ClientId, ["iat"] = now, ["exp"] = now + 120, ["jti"] = Guid.NewGuid().ToString("N"),
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new { } },
        };
        if (sub is not null) claims["sub"] = sub;
        if (sid is not null) claims["sid"] = sid;
        return Sign(claims, "logout+jwt");
    }

    private string Sign(Dictionary<string, object> claims, string type)
    {
        foreach (var (name, value) in Lies)
        {
            if (value == Absent) claims.Remove(name);
            else claims[name] = value;
        }

        var (id, signs) = unpublished ?? key;
        var text = $"{Part(new { alg = Algorithm, kid = id, typ = type })}.{Part(claims)}";
        var bytes = Encoding.ASCII.GetBytes(text);
        return Algorithm switch
        {
            "none" => text + ".",
            "HS256" => $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Key.ExportSubjectPublicKeyInfo(), bytes))}",
            _ => $"{text}.{Base64Url.EncodeToString(signs.SignData(bytes, HashAlgorithmName.SHA256))}",
        };
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private static object PublicKey((string Id, ECDsa Key) key)
    {
        var point = key.Key.ExportParameters(includePrivateParameters: false).Q;
        return new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = key.Id, x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) };
    }

    private sealed record Code(string Redirect, string Challenge, string Nonce);
}
