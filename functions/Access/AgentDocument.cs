using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Access;

/// <param name="Queues">All of the tenant's where null.</param>
internal sealed record AgentDocument(
    string? Tenant, string? Id, string? Name, IReadOnlyList<string>? Roles, string? Password, IReadOnlyList<string>? Queues = null, int? Capacity = null)
{
    /// <summary>A log line that prints one prints no password.</summary>
    public override string ToString() => $"{Tenant}/{Id}";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AgentDocument))]
internal sealed partial class AgentDocumentJson : JsonSerializerContext;
