using System.Net;
using System.Text;

namespace OmniFunctions.Channels;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> in UTF-8 (WHATWG URL, section 5): pairs in their order, names may repeat.</summary>
internal static class FormReading
{
    private const int MaxPairs = 1_000;

    /// <returns>Null when it is no such form: a stray percent sign, bytes that are no UTF-8, too many pairs.</returns>
    internal static IReadOnlyList<KeyValuePair<string, string>>? Read(ReadOnlySpan<byte> body)
    {
        if (StrictUtf8.Decode(body) is not { } text)
        {
            return null;
        }

        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var range in text.AsSpan().Split('&'))
        {
            var pair = text.AsSpan(range);
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            if (pairs.Count == MaxPairs
                || Decode(equals < 0 ? pair : pair[..equals]) is not { } name
                || Decode(equals < 0 ? [] : pair[(equals + 1)..]) is not { } value)
            {
                return null;
            }

            pairs.Add(new(name, value));
        }

        return pairs;
    }

    /// <summary>The first of that name that is not empty.</summary>
    internal static string? Value(this IReadOnlyList<KeyValuePair<string, string>> form, string name) =>
        form.FirstOrDefault(pair => pair.Key == name && pair.Value.Length > 0).Value;

    private static string? Decode(ReadOnlySpan<char> encoded)
    {
        if (encoded.IndexOfAny('%', '+') < 0)
        {
            return encoded.ToString();
        }

        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] == '%' && (at + 2 >= encoded.Length || !char.IsAsciiHexDigit(encoded[at + 1]) || !char.IsAsciiHexDigit(encoded[at + 2])))
            {
                return null;
            }
        }

        return StrictUtf8.Decode(WebUtility.UrlDecodeToBytes(Encoding.UTF8.GetBytes(encoded.ToString()), 0, Encoding.UTF8.GetByteCount(encoded)));
    }
}
