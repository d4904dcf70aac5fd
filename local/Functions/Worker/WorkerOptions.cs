using System.Text.Json;
using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

public class WorkerOptions
{
    /// <summary>Reads trigger payloads into the app's types. JSON in web style unless the app says otherwise.</summary>
    public ObjectSerializer? Serializer { get; set; } = new JsonObjectSerializer(new JsonSerializerOptions(JsonSerializerDefaults.Web));
}
