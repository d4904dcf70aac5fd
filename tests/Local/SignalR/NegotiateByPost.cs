using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Tests.Local.SignalR;

/// <summary>The form in which the JavaScript client asks: a POST to the hub's address with <c>/negotiate</c> behind it.</summary>
public static class NegotiateByPost
{
    [Function("LiveNegotiate")]
    public static IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "live/negotiate")] HttpRequest request,
        [SignalRConnectionInfoInput(HubName = "Desk", UserId = "ada")] SignalRConnectionInfo info) => new OkObjectResult(info);
}
