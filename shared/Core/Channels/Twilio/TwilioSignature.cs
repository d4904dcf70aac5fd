using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Twilio;

/// <summary>
/// A signature over the address as Twilio has it, and over what was posted. Twilio itself is not of one mind how the address is written,
/// so each form that its own library takes is tried, the likeliest first.
/// </summary>
internal static class TwilioSignature
{
    private const string SignatureHeader = "X-Twilio-Signature";
    private const string BodyDigest = "bodySHA256";

    internal static Verification Verify(WebhookRequest request, ChannelAccount account)
    {
        if (account.Setting(TwilioSettings.AuthToken) is not { } token)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header(SignatureHeader) is not { Length: > 0 } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        if (Posted(request) is not { } posted)
        {
            return new Verification.Rejected(Rejection.SignatureMismatch);
        }

        var key = Encoding.UTF8.GetBytes(token);
        return Addresses(request, account).SelectMany(Spellings).Any(address => Matches(key, address, posted, given))
            ? new Verification.Authentic(request.Body)
            : new Verification.Rejected(Rejection.SignatureMismatch);
    }

    private static bool Matches(byte[] key, string address, string posted, string given)
    {
        Span<byte> expected = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The platform's protocol is SHA-1; there is no other to choose.
        HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(address + posted), expected);
#pragma warning restore CA5350
        return Mac.Base64Matches(given, expected);
    }

    /// <summary>Names and values in the order of the names; equal names give each value once.</summary>
    /// <returns>Null when it cannot be read, or is not what its digest says.</returns>
    private static string? Posted(WebhookRequest request)
    {
        if (request.Method == "GET")
        {
            return "";
        }

        // A body that is no form is covered by its digest in the address.
        if (request.QueryValue(BodyDigest) is { } digest)
        {
            Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(request.Body.Span, expected);
            return Mac.HexMatches(digest, expected) ? "" : null;
        }

        if (FormReading.Read(request.Body.Span) is not { } form)
        {
            return null;
        }

        var pairs = form.ToArray();
        Array.Sort(pairs, static (one, other) =>
            string.CompareOrdinal(one.Key, other.Key) is not 0 and var byName ? byName : string.CompareOrdinal(one.Value, other.Value));
        var text = new StringBuilder();
        for (var at = 0; at < pairs.Length; at++)
        {
            if (at > 0 && pairs[at].Key == pairs[at - 1].Key)
            {
                // The name stands once before all of its values.
                text.Append(pairs[at].Value == pairs[at - 1].Value ? "" : pairs[at].Value);
                continue;
            }

            text.Append(pairs[at].Key).Append(pairs[at].Value);
        }

        return text.ToString();
    }

    /// <summary>The account's word for our address stands above what arrived here; a query that Twilio added comes from what arrived.</summary>
    private static IEnumerable<string> Addresses(WebhookRequest request, ChannelAccount account)
    {
        if (account.Setting(WebhookRequest.UrlSetting) is not { } known)
        {
            yield return request.Url;
            yield break;
        }

        yield return known;
        if (request.Url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query)
        {
            yield return known.Split('?', 2)[0] + request.Url[query..];
        }
    }

    private static IEnumerable<string> Spellings(string address)
    {
        yield return WithoutPort(address);
        yield return WithPort(address);
        var normalised = Normalised(address);
        if (normalised != address)
        {
            yield return WithoutPort(normalised);
            yield return WithPort(normalised);
        }

        var legacy = Legacy(address);
        if (legacy != address)
        {
            yield return WithoutPort(legacy);
            yield return WithPort(legacy);
        }
    }

    /// <summary>As browsers write a query: what they escape there, escaped.</summary>
    private static string Normalised(string address) => OfQuery(address, query => query
        .Replace("'", "%27", StringComparison.Ordinal)
        .Replace(" ", "%20", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("<", "%3C", StringComparison.Ordinal)
        .Replace(">", "%3E", StringComparison.Ordinal));

    /// <summary>Each value read as a form's and written anew.</summary>
    private static string Legacy(string address) => OfQuery(address, query => FormReading.Read(Encoding.UTF8.GetBytes(query)) is { } pairs
        ? string.Join('&', pairs.Select(pair => $"{Component(pair.Key)}={Component(pair.Value)}"))
        : query);

    /// <summary>Escapes as JavaScript's <c>encodeURIComponent</c> does, which leaves five more characters alone.</summary>
    private static string Component(string text) => Uri.EscapeDataString(text)
        .Replace("%27", "'", StringComparison.Ordinal).Replace("%21", "!", StringComparison.Ordinal).Replace("%28", "(", StringComparison.Ordinal)
        .Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);

    private static string OfQuery(string address, Func<string, string> change) =>
        address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[..(at + 1)] + change(address[(at + 1)..]) : address;

    private static string WithoutPort(string address) => Ports(address) is ({ } start, { } colon, { } end) ? address[..colon] + address[end..] : address;

    private static string WithPort(string address) => Ports(address) is ({ } start, null, { } end)
        ? address[..end] + (address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80") + address[end..]
        : address;

    /// <summary>Where the host begins, where the port's colon is, and where both end.</summary>
    private static (int? Start, int? Colon, int? End) Ports(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return (null, null, null);
        }

        var rest = address.AsSpan(scheme + 3);
        var length = rest.IndexOfAny('/', '?', '#') is >= 0 and var stop ? stop : rest.Length;
        var authority = rest[..length];
        // A name and password before the host may have a colon of their own; so has an address of version 6.
        var host = authority.LastIndexOf('@') + 1;
        var bracket = authority.LastIndexOf(']');
        var colon = authority.LastIndexOf(':');
        var start = scheme + 3 + host;
        return (start, colon >= host && colon > bracket ? scheme + 3 + colon : null, scheme + 3 + length);
    }
}
