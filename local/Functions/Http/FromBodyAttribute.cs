using Microsoft.Azure.Functions.Worker.Converters;
using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reads the parameter from the JSON of the request's body.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromBodyAttribute : InputConverterAttribute
{
    public FromBodyAttribute() : base(typeof(JsonBody)) { }
}
