using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

internal sealed class HttpTriggerData(HttpContext http) : TriggerData
{
    public HttpContext Http => http;

    /// <summary>The values of the query, and over them those of the route.</summary>
    public override IReadOnlyDictionary<string, object?> BindingData
    {
        get
        {
            var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, value) in http.Request.Query) data[name] = value.ToString();
            foreach (var (name, value) in http.Request.RouteValues) data[name] = value;
            return data;
        }
    }
}
