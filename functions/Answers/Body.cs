using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Answers;

/// <summary>Reads request bodies without reading more than is allowed.</summary>
public static class Body
{
    /// <summary>The largest is a reply of the longest text, in which every character may be escaped. What takes more says so.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The body as bytes, or null when it is longer than <paramref name="maxBytes"/>; the rest of such a body is not read.</summary>
    public static async Task<byte[]?> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes) return null;
        var buffer = new byte[Math.Min(maxBytes + 1, request.ContentLength is { } length ? (int)length + 1 : 4096)];
        var held = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(held), cancellationToken);
            if (read == 0) return buffer[..held];
            held += read;
            if (held > maxBytes) return null;
            if (held == buffer.Length) Array.Resize(ref buffer, Math.Min(maxBytes + 1, held * 2));
        }
    }

    /// <summary>Either the value or the refusal to answer with.</summary>
    public static Task<(T? Value, IResult? Refusal)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> form, CancellationToken cancellationToken)
        where T : class => ReadAsync(request, form, MaxBytes, cancellationToken);

    /// <inheritdoc cref="ReadAsync{T}(HttpRequest, JsonTypeInfo{T}, CancellationToken)"/>
    public static async Task<(T? Value, IResult? Refusal)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> form, int maxBytes, CancellationToken cancellationToken)
        where T : class
    {
        if (await ReadBytesAsync(request, maxBytes, cancellationToken) is not { } bytes) return (null, Problems.TooLarge());
        try
        {
            // To say nothing is to leave everything out.
            return JsonSerializer.Deserialize(bytes.Length == 0 ? "{}"u8 : bytes, form) is { } value ? (value, null) : (null, Problems.Invalid("", "A JSON object is expected."));
        }
        catch (JsonException exception)
        {
            return (null, Problems.Invalid(exception.Path ?? "", "This is not the JSON that is expected here."));
        }
    }
}
