using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels.WebChat;

namespace OmniFunctions.Widget;

/// <summary>What the customer's page asks for. What the customer writes goes through the webhook like that of every channel.</summary>
public sealed class WidgetFunctions(Authentication authentication, VisitorSessions sessions, VisitorThread thread, OpeningTimes times, CallRates rates)
{
    [Function("WidgetSession"), Requires(Permission.Anonymous, GivesSecret = true)]
    [Describes("A visitor's identity: the earlier one, if its token is still good; the shop's user, if the shop's signature says so; or a new one.", typeof(WidgetSession), Takes = typeof(WidgetSessionRequest))]
    public async Task<IResult> SessionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/widget/{tenant}/{account}/session")] HttpRequest request,
        string tenant,
        string account,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (authentication.Account(tenant, account) is not { } known) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.WidgetSessionRequest, cancellationToken);
        if (refusal is not null) return refusal;
        var settings = WidgetSettings.Of(known);
        if (!settings.IsHome(body!.Embedder)) return Problems.NotAllowed();
        if (sessions.Known(known, body.Visitor) is null && rates.Take("new visitor", CallerAddress.Of(request.HttpContext), CallRates.MaxNewVisitors) is { } pause)
            return Problems.TooManyAttempts(pause);

        var (visitor, unproved) = await sessions.OpenAsync(known, body.Visitor, body.Identity, durable, cancellationToken);
        if (unproved is { } why) return Problems.IdentityRefused(why);
        var (isOpen, opensAt) = await times.OfAsync(known, body.Language, cancellationToken);
        return Results.Json(new WidgetSession(visitor!, WidgetLook.Of(settings), isOpen, opensAt), DeskJson.Instance.WidgetSession);
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
