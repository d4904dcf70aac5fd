using System.Text;
using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Documents;

namespace OmniFunctions.Runtime.Policies;

/// <summary>A policy without faults, with the text in which somebody wrote it.</summary>
public sealed record PolicySource(ServicePolicy Policy, string Text, DocumentFormat Format)
{
    /// <summary>Of a policy that a program made.</summary>
    public static PolicySource Of(ServicePolicy policy)
    {
        var options = new JsonWriterOptions { Indented = true, Encoder = CoreJson.Instance.Options.Encoder };
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, options)) JsonSerializer.Serialize(writer, policy, CoreJson.Instance.ServicePolicy);
        return new PolicySource(policy, Encoding.UTF8.GetString(text.ToArray()), DocumentFormat.Json);
    }
}
