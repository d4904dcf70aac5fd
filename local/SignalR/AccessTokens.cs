using System.Buffers;
using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OmniFunctions.Local.SignalR;

/// <summary>The tokens with which clients connect: JSON Web Tokens under HS256, the one algorithm that is accepted.</summary>
internal sealed class AccessTokens(ServiceConnection connection, TimeProvider time)
{
    public const string UserIdClaim = "asrs.s.uid";
    private const string NameIdentifier = "nameid";
    private const int MaxTokenLength = 8192;

    /// <summary>Clocks of one machine agree; a token is also read a moment after it was written.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "aud", "exp", "iat", "nbf", NameIdentifier, UserIdClaim };

    private readonly byte[] key = Encoding.UTF8.GetBytes(connection.AccessKey);

    public string Issue(string hub, string? userId, IEnumerable<Claim>? claims, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        var payload = new JsonObject
        {
            ["aud"] = connection.Audience(hub),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
        };
        if (userId is not null)
        {
            payload[UserIdClaim] = userId;
            payload[NameIdentifier] = userId;
        }

        foreach (var group in (claims ?? []).Where(claim => !Reserved.Contains(claim.Type)).GroupBy(claim => claim.Type, StringComparer.Ordinal))
        {
            var values = group.Select(claim => (JsonNode?)claim.Value).ToArray();
            payload[group.Key] = values.Length == 1 ? values[0] : new JsonArray(values);
        }

        var body = $"{Header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()))}";
        return $"{body}.{Base64Url.EncodeToString(Sign(body))}";
    }

    /// <summary>Who the token speaks for, or null where it is not ours, not for this hub, or out of its time.</summary>
    public ClaimsPrincipal? Verify(string token, string hub)
    {
        if (token.Length > MaxTokenLength) return null;
        var end = token.LastIndexOf('.');
        var start = token.IndexOf('.', StringComparison.Ordinal);
        if (start < 0 || start == end) return null;

        // The signature comes first: nothing of an unsigned token is parsed, and its own idea of an algorithm never counts.
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        if (Base64Url.DecodeFromChars(token.AsSpan(end + 1), signature, out _, out var written) != OperationStatus.Done || written != signature.Length) return null;
        if (!CryptographicOperations.FixedTimeEquals(signature, Sign(token[..end]))) return null;
        if (!token.AsSpan(0, start).SequenceEqual(Header)) return null;

        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(start + 1, end - start - 1)));
        return InTime(payload.RootElement) && IsFor(payload.RootElement, hub) ? Principal(payload.RootElement) : null;
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text));

    private bool InTime(JsonElement payload)
    {
        var now = time.GetUtcNow();
        return payload.TryGetProperty("exp", out var expires) && expires.TryGetInt64(out var end)
            && now < DateTimeOffset.FromUnixTimeSeconds(end) + ClockSkew
            && (!payload.TryGetProperty("nbf", out var starts) || !starts.TryGetInt64(out var begin) || now >= DateTimeOffset.FromUnixTimeSeconds(begin) - ClockSkew);
    }

    private bool IsFor(JsonElement payload, string hub) =>
        payload.TryGetProperty("aud", out var audience) && audience.ValueKind == JsonValueKind.String && audience.GetString() == connection.Audience(hub);

    private static ClaimsPrincipal Principal(JsonElement payload)
    {
        var claims = new List<Claim>();
        foreach (var property in payload.EnumerateObject())
        {
            var type = property.Name == NameIdentifier ? ClaimTypes.NameIdentifier : property.Name;
            if (property.Value.ValueKind == JsonValueKind.Array)
                claims.AddRange(property.Value.EnumerateArray().Select(value => new Claim(type, value.ToString())));
            else
                claims.Add(new Claim(type, property.Value.ToString()));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, "SignalR", ClaimTypes.NameIdentifier, ClaimTypes.Role));
    }
}
