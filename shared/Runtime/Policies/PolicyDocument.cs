using System.Text;
using OmniFunctions.Documents;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Documents;

namespace OmniFunctions.Runtime.Policies;

/// <summary>A policy as somebody wrote it, in YAML or JSON. The text is kept as it is: its comments and its order are worth as much as its rules.</summary>
public static class PolicyDocument
{
    /// <summary>The policy, or all that is wrong with it, each with line, column and path.</summary>
    public static PolicyReading Read(string text) => Encoding.UTF8.GetByteCount(text) > PolicyLimits.MaxBytes
        ? new PolicyReading(null, [new DocumentFault(new(1, 1), "", $"The document has more than {PolicyLimits.MaxBytes} bytes.")], [])
        : PolicyReading.Of(DocumentReader.Read(text), Zones.Find);

    /// <summary>Where the version stands.</summary>
    internal static Position PlaceOfVersion(string text) =>
        DocumentReader.Read(text).Root is DocumentNode.Mapping { Entries: var entries } && entries.FirstOrDefault(entry => entry.Name == "version") is { } version ? version.Value.At : new(1, 1);
}
