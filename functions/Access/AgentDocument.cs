using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Access;

/// <param name="Password">May be left out where there is a mail address: they come in by a directory alone.</param>
/// <param name="Queues">All of the tenant's where null.</param>
/// <param name="Mail">By which a directory names them the first time.</param>
internal sealed record AgentDocument(
    string? Tenant, string? Id, string? Name, IReadOnlyList<string>? Roles, string? Password, IReadOnlyList<string>? Queues = null, int? Capacity = null, string? Mail = null)
{
    /// <summary>A log line that prints one prints no password.</summary>
    public override string ToString() => $"{Tenant}/{Id}";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AgentDocument))]
internal sealed partial class AgentDocumentJson : JsonSerializerContext;
