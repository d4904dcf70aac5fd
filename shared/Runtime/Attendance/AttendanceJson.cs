using System.Text.Json.Serialization;
using OmniFunctions.Attendance;
using OmniFunctions.Json;
using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Attendance;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCase<Presence>)])]
[JsonSerializable(typeof(AttendanceDay))]
[JsonSerializable(typeof(AttendanceRecord))]
[JsonSerializable(typeof(PresenceRequest))]
internal sealed partial class AttendanceJson : JsonSerializerContext;
