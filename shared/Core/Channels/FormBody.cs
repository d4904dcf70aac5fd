using System.Text;

namespace OmniFunctions.Channels;

/// <summary>Writes <c>application/x-www-form-urlencoded</c> in UTF-8.</summary>
internal static class FormBody
{
    internal const string ContentType = "application/x-www-form-urlencoded";

    /// <param name="fields">In their order; one without a value is left out.</param>
    internal static ReadOnlyMemory<byte> Of(IEnumerable<(string Name, string? Value)> fields) => Encoding.ASCII.GetBytes(string.Join(
        '&', fields.Where(field => field.Value is not null).Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value!)}")));

    internal static ReadOnlyMemory<byte> Of(IEnumerable<KeyValuePair<string, string>> pairs) => Of(pairs.Select(pair => (pair.Key, (string?)pair.Value)));
}
