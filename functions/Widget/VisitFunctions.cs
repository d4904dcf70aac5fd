using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Runtime.Visitors;
using OmniFunctions.Visitors;

namespace OmniFunctions.Widget;

/// <summary>
/// What a page that bears the widget tells and asks before anybody opens it: one request when it is opened, and one now and then. It comes from the shop's own
/// origin, without cookies, and as plain text, so that the browser need not ask first.
/// </summary>
public sealed class VisitFunctions(
    Authentication authentication, VisitorSessions sessions, VisitorThread thread, OpeningTimes times, VisitStore visits, CallRates rates)
{
    private const int MaxBodyBytes = 16 * 1024;

    /// <summary>How often a page tells that it is still there.</summary>
    private const int AgainInSeconds = 20;

    [Function("WidgetVisit"), Requires(Permission.Anonymous)]
    [Describes("A page with the widget is there: how the widget looks, whether somebody is there to answer, what is unread, and who invites.", typeof(WidgetVisit), Takes = typeof(WidgetVisitRequest))]
    public async Task<IResult> VisitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/widget/{tenant}/{account}/visit")] HttpRequest request,
        string tenant,
        string account,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (authentication.Account(tenant, account) is not { } known) return Problems.NotFound();
        var settings = WidgetSettings.Of(known);
        if (!Open(request, settings)) return Problems.NotAllowed();
        var caller = CallerAddress.Of(request.HttpContext);
        if (rates.Take("visit", caller, CallRates.MaxVisits) is { } pause) return Problems.TooManyAttempts(pause);
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.WidgetVisitRequest, MaxBodyBytes, cancellationToken);
        if (refusal is not null) return refusal;
        if (ThreadCursor.Read(body!.Seen) is not { } seen) return Problems.Invalid("seen", "This is not a cursor of this list.");

        var before = sessions.Known(known, body.Visitor);
        // A page that closes makes nobody known.
        if (before is null && body.Leaves) return Results.NoContent();
        var isNew = before is null || body.Identity is not null;
        if (!settings.IsTracked && isNew && body.Identity is null) return await AnswerAsync(known, settings, null, null, seen, body, durable, cancellationToken);
        if (before is null && rates.Take("new visitor", caller, CallRates.MaxNewVisitors) is { } later) return Problems.TooManyAttempts(later);
        WidgetVisitor? opened = null;
        if (isNew)
        {
            (opened, var unproved) = await sessions.OpenAsync(known, body.Visitor, body.Identity, durable, cancellationToken);
            if (unproved is { } why) return Problems.IdentityRefused(why);
        }

        return await AnswerAsync(known, settings, opened?.Id ?? before, opened, seen, body, durable, cancellationToken);
    }

    /// <summary>Lets the page read the answer, where it may bear the widget.</summary>
    private static bool Open(HttpRequest request, WidgetSettings settings)
    {
        var origin = request.Headers.Origin.ToString();
        var headers = request.HttpContext.Response.Headers;
        headers.Vary = "Origin";
        headers.CacheControl = "no-store";
        if (!settings.IsHome(origin)) return false;
        headers.AccessControlAllowOrigin = settings.Origins.Count == 0 || origin.Length == 0 ? "*" : origin;
        return true;
    }

    private async Task<IResult> AnswerAsync(
        ChannelAccount account, WidgetSettings settings, string? visitor, WidgetVisitor? opened, ThreadCursor seen, WidgetVisitRequest body, DurableTaskClient durable, CancellationToken cancellation)
    {
        var visit = visitor is not null && settings.IsTracked ? await visits.HearAsync(account.Key, visitor, Word(body), cancellation) : null;
        if (body.Leaves) return Results.NoContent();
        var (unread, hasConversation) = visitor is null ? (0, false) : await thread.UnreadAsync(new Visitor(account, visitor), seen, cancellation);
        var (isOpen, opensAt) = await times.OfAsync(account, body.Language, cancellation);
        var answer = new WidgetVisit(opened, WidgetLook.Of(settings), isOpen, opensAt, unread, hasConversation, AgainInSeconds)
        {
            Invitation = visit?.Invitation is { State: InvitationState.Sent or InvitationState.Shown, By: not null } asked ? new WidgetInvitation(asked.Id, asked.Text) : null,
        };
        return Results.Json(answer, DeskJson.Instance.WidgetVisit);
    }

    private static PageWord Word(WidgetVisitRequest body) => new(
        body.Address,
        body.Title,
        body.CameFrom,
        body.Name,
        body.Language,
        body.Act,
        body.Values?.ToDictionary(value => value.Key, value => Text(value.Value), StringComparer.Ordinal),
        body.Answer is { Id: { } id, State: { } state } ? new InvitationAnswer(id, state) : null,
        body.Leaves);

    private static string Text(System.Text.Json.JsonElement value) => value.ValueKind switch
    {
        System.Text.Json.JsonValueKind.String => value.GetString() ?? "",
        System.Text.Json.JsonValueKind.Number => value.TryGetDecimal(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetRawText(),
        System.Text.Json.JsonValueKind.True => "true",
        System.Text.Json.JsonValueKind.False => "false",
        // A page that tells whole objects tells more than a line of a track holds.
        _ => "",
    };
}
