using System.Text.Encodings.Web;
using System.Text.Json;
using OmniFunctions.Documents;

namespace OmniFunctions.Policies;

/// <summary>The published JSON Schema of policy documents, made from <see cref="PolicyFormat"/> so that it says what the reader does.</summary>
public static class PolicySchema
{
    /// <summary>Indented, with a line break at its end.</summary>
    public static string Text { get; } = ShapeSchema.Of(PolicyFormat.Document, "OmniFunctions policy").ToJsonString(
        new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }) + "\n";
}
