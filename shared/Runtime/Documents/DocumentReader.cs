using System.Text;
using OmniFunctions.Documents;

namespace OmniFunctions.Runtime.Documents;

/// <summary>From the text somebody wrote to a tree of nodes with lines and columns, whichever of the two languages it is in.</summary>
public static class DocumentReader
{
    /// <summary>By what it begins with: YAML that begins with a brace is JSON, but for what nobody writes.</summary>
    public static DocumentFormat FormatOf(string text) => text.AsSpan().TrimStart("\uFEFF \t\r\n") is ['{', ..] ? DocumentFormat.Json : DocumentFormat.Yaml;

    public static DocumentText Read(string text) => Read(text, FormatOf(text));

    public static DocumentText Read(string text, DocumentFormat format) => format switch
    {
        DocumentFormat.Json => JsonText.Read(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'))),
        DocumentFormat.Yaml => YamlText.Read(text.TrimStart('\uFEFF')),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };
}

public enum DocumentFormat
{
    Yaml,
    Json,
}
