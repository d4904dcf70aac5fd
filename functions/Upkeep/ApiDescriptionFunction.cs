using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;

namespace OmniFunctions.Upkeep;

public sealed class ApiDescriptionFunction(HttpFunctions functions)
{
    private readonly Lazy<byte[]> description = new(() => Encoding.UTF8.GetBytes(new ApiDescription(functions).Make().ToJsonString()));

    [Function("OpenApi"), Requires(Permission.Anonymous)]
    [Describes("This description.", Media = "application/json")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi/v1.json")] HttpRequest request) =>
        Results.Bytes(description.Value, "application/json");
}
