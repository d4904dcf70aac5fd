using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.SignalRService;
using Microsoft.Azure.SignalR.Management;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Live;

/// <summary>
/// The live connection of agents and visitors. It only carries pushes: nobody calls the server through it, so a connection that
/// someone else got hold of can be listened to at worst, and only until its token is over.
/// </summary>
public sealed class DeskHub(IServiceProvider services) : ServerlessHub(services)
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    /// <summary>Renewed with each connection; who left the tenant long ago is told nothing.</summary>
    private static readonly TimeSpan GroupLifetime = TimeSpan.FromHours(12);

    /// <summary>Those who are connected.</summary>
    internal IHubClients Connected => Clients;

    internal DeskHubControl Control => new(ClientManager, UserGroups);

    [Function("LiveNegotiate"), Requires(Permission.Agent, GivesSecret = true)]
    [Describes("Where the desk connects for pushes: url and accessToken.", typeof(NegotiationView))]
    public async Task<IResult> DeskAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/live/negotiate")] HttpRequest request)
    {
        var (agent, session) = request.SignedIn();
        var user = LiveUser.Of(agent.Tenant, agent.Id);
        await UserGroups.AddToGroupAsync(user, LiveUser.GroupOf(agent.Tenant), GroupLifetime);
        return await AnswerAsync(
            request, user, new Claim(LiveCaller.TenantClaim, agent.Tenant.Value), new Claim(LiveCaller.AgentClaim, agent.Id.Value), new Claim(LiveCaller.SessionClaim, session));
    }

    [Function("WidgetNegotiate"), Requires(Permission.Visitor, GivesSecret = true)]
    [Describes("Where the customer's page connects for pushes: url and accessToken.", typeof(NegotiationView))]
    public Task<IResult> WidgetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/widget/{tenant}/{account}/negotiate")] HttpRequest request)
    {
        var visitor = request.Visitor();
        return AnswerAsync(request, LiveUser.OfVisitor(visitor.Account.Key, visitor.Id));
    }

    /// <param name="user">From the verified ticket or token, never from anything else in the request.</param>
    private async Task<IResult> AnswerAsync(HttpRequest request, string user, params Claim[] claims)
    {
        var answer = await NegotiateAsync(new NegotiationOptions { UserId = user, Claims = claims, TokenLifetime = TokenLifetime, HttpContext = request.HttpContext });
        var where = JsonSerializer.Deserialize(answer.ToMemory().Span, DeskJson.Instance.NegotiationView);
        return Results.Json(where, DeskJson.Instance.NegotiationView);
    }
}

/// <summary>Of what the service answers; there is more in it.</summary>
/// <param name="AccessToken">Good for one connection, which it does not outlive by long.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record NegotiationView(string Url, string AccessToken);
