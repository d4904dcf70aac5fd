using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Json;

/// <summary>Enums are their names in camel case; a number would change its meaning when a case is added.</summary>
public sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
