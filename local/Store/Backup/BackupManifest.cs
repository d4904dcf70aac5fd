using System.Text.Json.Serialization;

namespace OmniFunctions.Local.Store;

/// <summary>What a backup holds, for people and for the restore that checks it: <c>manifest.json</c> beside the files.</summary>
/// <param name="Form">The form of the backup itself.</param>
/// <param name="Version">The product's version that took it.</param>
/// <param name="TakenAt">The moment up to which everything acknowledged is in it.</param>
/// <param name="Components">The schema version of each component of the store.</param>
/// <param name="Rows">The rows of each table.</param>
public sealed record BackupManifest(
    int Form, string Version, DateTimeOffset TakenAt, string Engine, IReadOnlyDictionary<string, long> Components, IReadOnlyDictionary<string, long> Rows)
{
    internal const int NewestForm = 1;
    internal const string FileName = "manifest.json";

    public long TotalRows => Rows.Values.Sum();
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
