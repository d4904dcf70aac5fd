using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels.WebChat;

namespace OmniFunctions.Widget;

/// <summary>What the customer's page asks for. What the customer writes goes through the webhook like that of every channel.</summary>
public sealed class WidgetFunctions(Authentication authentication, VisitorThread thread, TimeProvider time)
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(90);
    private const int VisitorIdBytes = 16;

    [Function("WidgetSession"), Requires(Permission.Anonymous)]
    [Describes("A visitor's identity: the earlier one, if its token is still good, or a new one.", typeof(WidgetSession), Takes = typeof(WidgetSessionRequest))]
    public async Task<IResult> SessionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/widget/{tenant}/{account}/session")] HttpRequest request,
        string tenant,
        string account,
        CancellationToken cancellationToken)
    {
        if (authentication.Account(tenant, account) is not { } known) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.WidgetSessionRequest, cancellationToken);
        if (refusal is not null) return refusal;

        // The server names visitors: an id from outside could be someone else's.
        var now = time.GetUtcNow();
        var visitor = VisitorToken.Check(known, body!.Visitor, now) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(VisitorIdBytes));
        var session = new WidgetSession(new WidgetVisitor(visitor, VisitorToken.Issue(known, visitor, now + TokenLifetime)));
        return Results.Json(session, DeskJson.Instance.WidgetSession);
    }

    [Function("WidgetMessages"), Requires(Permission.Visitor)]
    [Describes("The visitor's messages and the answers to them.", typeof(WidgetMessages), Query = ["after"])]
    public async Task<IResult> MessagesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/widget/{tenant}/{account}/messages")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (ThreadCursor.Read(Query.Text(request, "after")) is not { } after) return Problems.Invalid("after", "This is not a cursor of this list.");
        return Results.Json(await thread.ReadAsync(request.Visitor(), after, durable, cancellationToken), DeskJson.Instance.WidgetMessages);
    }
}
