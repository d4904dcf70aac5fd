using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Desk;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Visitors;

namespace OmniFunctions.Widget;

/// <summary>Who is on the tenant's pages now, for those who look after them; and what the visitor of a conversation did there.</summary>
public sealed class VisitorBoardFunctions(VisitStore visits, CommandDesk desk, NamesReader namesOf, LivePush push, TypingSignals signals, CallRates rates)
{
    private const int InvitationIdBytes = 12;

    [Function("Visitors"), Requires(Permission.Supervisor)]
    [Describes("Visitors who are on pages with the widget now, who came last first.", typeof(VisitorList))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/visitors")] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var (present, further) = await visits.PresentAsync(agent.Tenant, cancellationToken);
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        return Results.Json(new VisitorList([.. present.Select(visit => VisitorView.Of(visit, names))], further), DeskJson.Instance.VisitorList);
    }

    [Function("InviteVisitor"), Requires(Permission.Supervisor)]
    [Describes("Ask a visitor to talk. Their page shows it within seconds; who has said no a short while ago is left alone.", status: StatusCodes.Status204NoContent, Takes = typeof(InviteRequest))]
    public async Task<IResult> InviteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/visitors/{id}/invite")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.InviteRequest, cancellationToken);
        if (refusal is not null) return refusal;
        var invitation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(InvitationIdBytes));
        var (_, refused) = await visits.InviteAsync(agent.Tenant, id, invitation, agent.Id, body!.Text, cancellationToken);
        return refused is { } why ? Problems.InviteRefused(why) : Results.NoContent();
    }

    [Function("ConversationTrack"), Requires(Permission.Agent)]
    [Describes("The pages that the visitor of a conversation looked at and what they did there, oldest first.", typeof(VisitorTrack))]
    public async Task<IResult> TrackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ConversationPath.At + "track")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (await desk.SeenAsync(agent, id, await namesOf.ReadAsync(agent.Tenant, cancellationToken), cancellationToken) is not { } seen) return Problems.NotFound();
        foreach (var leg in seen.State.Legs.Select(leg => (leg.Account, leg.Sender)).Append((seen.State.Leg.Account, seen.State.Leg.Sender)).Distinct().Reverse())
        {
            if (ChannelCatalogue.Find(leg.Account.Channel)?.Capabilities.HasOwnPage == true && await visits.FindAsync(leg.Account, leg.Sender, cancellationToken) is { } visit)
                return Results.Json(VisitorTrack.Of(visit), DeskJson.Instance.VisitorTrack);
        }

        return Results.Json(VisitorTrack.None, DeskJson.Instance.VisitorTrack);
    }

    [Function("AgentTyping"), Requires(Permission.Agent)]
    [Describes("Show the customer that the agent is writing, where their channel can: for whoever may answer them. Nothing of it is kept.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> TypingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ConversationPath.At + "typing")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (rates.Take("typing", $"{agent.Tenant}/{agent.Id}", CallRates.MaxTyping) is { } pause) return Problems.TooManyAttempts(pause);
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        if (await desk.SeenAsync(agent, id, names, cancellationToken) is not { } seen) return Problems.NotFound();
        var leg = seen.State.Leg;
        // By the rules of a reply: that others look on, or write a note, is none of the customer's affair.
        if (Replying.SpeakingRefused(seen.State, agent.Id) is { } refused) return Problems.Refused(refused, seen.State.Holder is { } holder && holder != agent.Id ? names.Of(holder) : null);
        if (ChannelCatalogue.Find(leg.Account.Channel)?.Capabilities.HasOwnPage == true) await push.PageTypingAsync(leg.Account, leg.Sender, names.Of(agent.Id).Name, cancellationToken);
        else await signals.TellAsync(seen, cancellationToken);
        return Results.NoContent();
    }
}
