using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Customers;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.People;

/// <summary>Who the customers are. An agent sees the person of every conversation that they may see.</summary>
public sealed class PeopleFunctions(IdentityStore identities, ProfileStore profiles, PersonHistory history, Gathering gathering, NamesReader namesOf)
{
    private const int MaxFieldLength = 256;

    [Function("Person"), Requires(Permission.Agent)]
    [Describes("A person: profile, identities and their conversations of 30 days.", typeof(PersonDetail))]
    public async Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/people/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await SeenAsync(request.Agent(), id, cancellationToken) is { } seen ? await AnswerAsync(request.Agent(), seen.Person, cancellationToken) : Problems.NotFound();

    [Function("SaveProfile"), Requires(Permission.Agent)]
    [Describes("What is known of a person; it replaces what was known.", typeof(PersonDetail), Takes = typeof(ProfileRequest))]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/people/{id}/profile")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (await SeenAsync(agent, id, cancellationToken) is not { } seen) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.ProfileRequest, cancellationToken);
        if (refusal is not null) return refusal;
        var facts = body!.Facts();
        if (facts.Faults() is { Count: > 0 } faults) return Problems.Invalid(faults.ToDictionary(fault => fault.Key, fault => (IReadOnlyList<string>)[fault.Value]));
        if (facts.Owner is { } owner && seen.Names.Roster.Find(owner) is null) return Problems.Invalid("owner", "There is no such agent.");
        await profiles.SaveAsync(agent.Tenant, seen.Person, facts, cancellationToken);
        return await AnswerAsync(agent, seen.Person, cancellationToken);
    }

    [Function("LinkIdentity"), Requires(Permission.Agent)]
    [Describes("Put an identity down to a person, and say why. What both have open goes on as one conversation.", typeof(PersonDetail), Takes = typeof(LinkRequest))]
    public async Task<IResult> LinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/identities")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (await SeenAsync(agent, id, cancellationToken) is not { } seen) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.LinkRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (Faults(body!) is { Count: > 0 } faults) return Problems.Invalid(faults);

        // Whoever may not see the other one's conversations does not learn either that there is such a customer.
        var account = new AccountKey(agent.Tenant, body!.Channel!, body.Account!);
        var other = await identities.FindAsync(agent.Tenant, IdentityStore.KeyOf(account, body.Sender!), cancellationToken);
        if (other is null || await SeenAsync(agent, other.Person.Value, cancellationToken) is null) return Problems.LinkRefused(LinkRefusal.IdentityUnknown);
        var outcome = await identities.LinkAsync(agent.Tenant, other.Key, seen.Person, new LinkReason.SaidByAgent(agent.Id, body.Reason ?? ""), cancellationToken);
        return await AnswerAsync(agent, seen.Person, outcome, durable);
    }

    [Function("UnlinkIdentity"), Requires(Permission.Agent)]
    [Describes("Take the link of an identity back, and say why.", typeof(PersonDetail), Takes = typeof(UnlinkRequest))]
    public async Task<IResult> UnlinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/people/{id}/identities/{identity}")] HttpRequest request,
        string id,
        string identity,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (await SeenAsync(agent, id, cancellationToken) is not { } seen) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.UnlinkRequest, cancellationToken);
        if (refusal is not null) return refusal;
        var linked = await identities.OfAsync(agent.Tenant, seen.Person, cancellationToken);
        if (linked.All(one => one.Key != identity)) return Problems.LinkRefused(LinkRefusal.IdentityUnknown);
        var outcome = await identities.UnlinkAsync(agent.Tenant, identity, agent.Id, body!.Reason ?? "", cancellationToken);
        return await AnswerAsync(agent, seen.Person, outcome, durable);
    }

    /// <summary>The person, for an agent who may see one of their conversations.</summary>
    private async Task<(PersonId Person, Names Names)?> SeenAsync(Agent agent, string id, CancellationToken cancellation)
    {
        if (PersonIds.Read(id) is not { } person) return null;
        var names = await namesOf.ReadAsync(agent.Tenant, cancellation);
        var known = await identities.OfAsync(agent.Tenant, person, cancellation);
        if (known.Count == 0) return null;
        if (agent.Is(AgentRole.Supervisor)) return (person, names);
        var conversations = await history.ReadAsync(agent.Tenant, person, known, cancellation);
        return conversations.Any(head => agent.MaySee(head.State, names.Policy)) ? (person, names) : null;
    }

    private async Task<IResult> AnswerAsync(Agent agent, PersonId person, LinkOutcome outcome, DurableTaskClient durable)
    {
        if (outcome is LinkOutcome.Refused refused) return Problems.LinkRefused(refused.Reason);

        // From here on the link is written, whether or not whoever asked still listens.
        foreach (var key in await gathering.AfterLinkAsync(agent.Tenant, person)) await Doorbell.RingAsync(durable, key, Wake.Ring);
        return await AnswerAsync(agent, person, CancellationToken.None);
    }

    private async Task<IResult> AnswerAsync(Agent agent, PersonId person, CancellationToken cancellation)
    {
        var names = await namesOf.ReadAsync(agent.Tenant, cancellation);
        var known = await identities.OfAsync(agent.Tenant, person, cancellation);
        var detail = new PersonDetail(
            person.Value,
            ProfileView.Of(await profiles.FindAsync(agent.Tenant, person, cancellation), names),
            [.. known.Select(identity => IdentityView.Of(identity, names))],
            PersonHistory.Seen(await history.ReadAsync(agent.Tenant, person, known, cancellation), agent, names));
        return Results.Json(detail, DeskJson.Instance.PersonDetail);
    }

    private static Dictionary<string, IReadOnlyList<string>> Faults(LinkRequest request)
    {
        var faults = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (field, value) in new[] { ("channel", request.Channel), ("account", request.Account), ("sender", request.Sender) })
            if (value is not { Length: > 0 and <= MaxFieldLength }) faults[field] = [$"1 to {MaxFieldLength} characters."];
        return faults;
    }
}
