using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using OmniFunctions.Access;
using OmniFunctions.Desk;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.SignIn;

/// <summary>Finds the account of somebody whom a directory has named, and does what <see cref="Admission"/> decides of them.</summary>
public sealed partial class Admissions(AgentStore agents, SignInLinkStore links, PolicyStore policies, Revocation revocation, ILogger<Admissions> logger)
{
    private const int UsualCapacity = 3;
    private const int MaxIdLength = 48;

    /// <summary>Of a person's own part of a name.</summary>
    private const int OwnBytes = 6;

    /// <returns>The account, or why there is none for them.</returns>
    public async Task<(Agent? Agent, SignInRefusal? Refused)> AdmitAsync(SignInProvider provider, DirectoryPerson person, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var linked = await links.FindAsync(provider.Tenant, provider.Id, person.Subject, cancellationToken);
        var byMail = linked is null && person.Mail is { } mail ? await ByMailAsync(provider, mail, cancellationToken) : null;
        switch (Admission.Decide(provider, person, linked, byMail))
        {
            case Admission.Refused refused:
                return (null, refused.Why);
            case Admission.Known known:
                return await KnownAsync(provider, person, known, durable, cancellationToken);
            case Admission.ByMail found:
                // Who was faster has it.
                if (!await links.AddAsync(provider.Tenant, provider.Id, person.Subject, found.Agent, isMade: false, cancellationToken)) return (null, SignInRefusal.AccountOfAnother);
                LogLinked(provider.ToString(), found.Agent);
                return Let(await agents.FindAsync(provider.Tenant, found.Agent, cancellationToken));
            case Admission.Newcomer made:
                return await MakeAsync(provider, person, made.Grants, durable, cancellationToken);
            default:
                throw new InvalidOperationException("This admission is not known.");
        }
    }

    /// <summary>The one account with this address: where several have it, nobody can tell whose it is.</summary>
    private async Task<AccountOfMail?> ByMailAsync(SignInProvider provider, string mail, CancellationToken cancellationToken)
    {
        var found = (await agents.RosterAsync(provider.Tenant, cancellationToken)).Agents.Where(agent => agent.Mail == mail).Take(2).ToList();
        if (found.Count != 1) return null;
        var taken = await links.OfAsync(provider.Tenant, found[0].Id, cancellationToken);
        return new AccountOfMail(found[0].Id, taken.Any(link => link.Provider == provider.Id));
    }

    /// <summary>Where the directory says what they may do, it says so at each sign-in: what was taken from them there is taken here.</summary>
    private async Task<(Agent?, SignInRefusal?)> KnownAsync(
        SignInProvider provider, DirectoryPerson person, Admission.Known known, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var agent = await agents.FindAsync(provider.Tenant, known.Agent, cancellationToken);
        if (known.Grants is not { } grants) return Let(agent);
        // The link is written before the account: a sign-in that was cut off in between is finished by the next.
        if (agent is null) return await SaveAsync(provider, person, known.Agent, grants, cancellationToken);
        if (agent.IsDisabled) return (null, SignInRefusal.Unknown);
        var changed = agent with { Roles = Roles(grants), Queues = await QueuesAsync(provider, grants, cancellationToken) };
        if (changed.Roles.SequenceEqual(agent.Roles) && changed.Queues.SequenceEqual(agent.Queues)) return (agent, null);
        await agents.SaveAsync(changed, cancellationToken);
        if (agent.Roles.Except(changed.Roles).Any()) await revocation.EndAllAsync(changed, cancellation: CancellationToken.None);
        await PresenceBoard.ReseatAsync(durable, changed, CancellationToken.None);
        LogChanged(provider.ToString(), changed.Id);
        return (changed, null);
    }

    /// <summary>A name that somebody has is nobody else's: then something of the person's own is put behind it.</summary>
    private async Task<(Agent?, SignInRefusal?)> MakeAsync(
        SignInProvider provider, DirectoryPerson person, SignInGrants grants, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var roster = await agents.RosterAsync(provider.Tenant, cancellationToken);
        foreach (var id in Ids(provider, person).Where(id => roster.Find(id) is null))
        {
            if (await links.AddAsync(provider.Tenant, provider.Id, person.Subject, id, isMade: true, cancellationToken)) return await SaveAsync(provider, person, id, grants, cancellationToken);
            // The same person, twice at the same moment.
            if (await links.FindAsync(provider.Tenant, provider.Id, person.Subject, cancellationToken) is { } linked) return await KnownAsync(provider, person, new Admission.Known(linked.Agent, grants), durable, cancellationToken);
        }

        return (null, SignInRefusal.AccountOfAnother);
    }

    /// <summary>Nobody comes in with a password: there is none.</summary>
    private async Task<(Agent?, SignInRefusal?)> SaveAsync(SignInProvider provider, DirectoryPerson person, AgentId id, SignInGrants grants, CancellationToken cancellationToken)
    {
        var agent = new Agent(provider.Tenant, id, person.Name ?? id.Value, Roles(grants), UsualCapacity, await QueuesAsync(provider, grants, cancellationToken), PasswordHash: "", Mail: person.Mail);
        await agents.SaveAsync(agent, CancellationToken.None);
        LogMade(provider.ToString(), id);
        return (agent, null);
    }

    /// <summary>Out of the mail address where there is one.</summary>
    private static IEnumerable<AgentId> Ids(SignInProvider provider, DirectoryPerson person)
    {
        var letters = (person.Mail is { } mail ? MailAddress.LocalPartOf(mail) : "").Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');
        var name = new string([.. letters.Take(MaxIdLength)]).Trim('.');
        var own = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider}\n{person.Subject}")).AsSpan(0, OwnBytes));
        return name.Length > 0 ? [new AgentId(name), new AgentId($"{name}-{own}")] : [new AgentId(own)];
    }

    private async Task<IReadOnlyList<QueueId>> QueuesAsync(SignInProvider provider, SignInGrants grants, CancellationToken cancellationToken)
    {
        var known = (await policies.ActiveAsync(provider.Tenant, cancellationToken)).Queues.Select(queue => queue.Id).ToList();
        if (grants.Queues is not { } named) return known;
        if (named.Except(known).Any()) LogUnknownQueues(provider.ToString(), string.Join(", ", named.Except(known).Select(queue => queue.Value)));
        return [.. named.Intersect(known)];
    }

    private static IReadOnlyList<AgentRole> Roles(SignInGrants grants) => [.. grants.Roles.Select(role => Enum.Parse<AgentRole>(role, ignoreCase: true)).Distinct().Order()];

    private static (Agent?, SignInRefusal?) Let(Agent? agent) => agent is { IsDisabled: false } ? (agent, null) : (null, SignInRefusal.Unknown);

    [LoggerMessage(LogLevel.Information, "{Provider} named the person of the account {Agent} for the first time")]
    private partial void LogLinked(string provider, AgentId agent);

    [LoggerMessage(LogLevel.Information, "{Provider} changed what {Agent} may do")]
    private partial void LogChanged(string provider, AgentId agent);

    [LoggerMessage(LogLevel.Information, "The rules of {Provider} made the account {Agent}")]
    private partial void LogMade(string provider, AgentId agent);

    [LoggerMessage(LogLevel.Warning, "The rules of {Provider} name queues that there are not: {Queues}")]
    private partial void LogUnknownQueues(string provider, string queues);
}
