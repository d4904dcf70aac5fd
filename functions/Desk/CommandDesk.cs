using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Desk;

/// <summary>Carries an agent's command to the conversation: decided and written, shown to whom it concerns, then the lifecycle is rung.</summary>
public sealed class CommandDesk(ConversationStore store, NamesReader namesOf, LivePush push)
{
    private static readonly TimeSpan RetryAfterContention = TimeSpan.FromSeconds(1);

    /// <summary>An action whose body says no more than the version it was meant for.</summary>
    public Task<IResult> DoAsync(HttpRequest request, string id, DurableTaskClient durable, Func<AgentId, ConversationCommand> command, CancellationToken cancellationToken) =>
        DoAsync(request, id, durable, DeskJson.Instance.PlainRequest, (by, _, _) => command(by.Id), cancellationToken);

    /// <param name="command">Made of who acts and what the body says; what is wrong with the latter goes into the reading.</param>
    /// <param name="prepare">Looks up what the body names before it is read; null where there is nothing to look up.</param>
    /// <param name="answer">Makes the answer to a command that was not refused; the conversation's version where null.</param>
    public async Task<IResult> DoAsync<TBody>(
        HttpRequest request,
        string id,
        DurableTaskClient durable,
        JsonTypeInfo<TBody> form,
        Func<Agent, TBody, ActionReading, ConversationCommand> command,
        CancellationToken cancellationToken,
        Func<ApplyOutcome, ConversationCommand, IResult>? answer = null,
        Func<StoredConversation, TBody, Task<(TBody Body, Refusal? Refusal)>>? prepare = null)
        where TBody : ActionRequest
    {
        using var span = Signals.Begin("act");

        // What the caller may not see is not there for them, whatever they ask of it.
        var agent = request.Agent();
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        if (await SeenAsync(agent, id, names, cancellationToken) is not { } seen) return Problems.NotFound();

        var (body, refusal) = await Body.ReadAsync(request, form, cancellationToken);
        if (refusal is not null) return refusal;
        if (prepare is not null)
        {
            (body, var unprepared) = await prepare(seen, body!);
            if (unprepared is { } lacks) return Problems.Refused(lacks, null);
        }

        var reading = new ActionReading();
        var wanted = command(agent, body!, reading);
        if (reading.Refusal is { } faults) return faults;
        if (DeskRules.Refuse(wanted, seen.State, names) is { } rule) return Problems.Refused(rule, null);
        if (wanted is ConversationCommand.Merge merge && await SeenAsync(agent, merge.Into.Value, names, cancellationToken) is null) return Problems.Refused(Refusal.ConversationUnknown, null);
        return await ApplyAsync(agent, seen.Key, wanted, body!.Version, names, durable, answer ?? Version, cancellationToken);
    }

    /// <summary>The head of a conversation, for someone who may see it; null for everyone else.</summary>
    public async Task<StoredConversation?> SeenAsync(Agent agent, string id, Names names, CancellationToken cancellationToken)
    {
        if (ConversationIds.Read(id) is not { } conversation) return null;
        var head = await store.FindAsync(new ConversationKey(agent.Tenant, conversation), cancellationToken);
        return head is not null && agent.MaySee(head.State, names.Policy) ? head : null;
    }

    public static IResult Version(ApplyOutcome done, ConversationCommand command) => Results.Json(new ConversationVersion(done.After!.Version), DeskJson.Instance.ConversationVersion);

    public static IResult Reply(ApplyOutcome done, ConversationCommand command) => Results.Json(
        new ReplyAccepted(done.RepetitionOf ?? done.After!.State.Reply(((ConversationCommand.SendReply)command).MessageId)!.Seq, done.After!.Version),
        DeskJson.Instance.ReplyAccepted,
        statusCode: StatusCodes.Status202Accepted);

    private async Task<IResult> ApplyAsync(
        Agent agent,
        ConversationKey key,
        ConversationCommand command,
        long? expected,
        Names names,
        DurableTaskClient durable,
        Func<ApplyOutcome, ConversationCommand, IResult> answer,
        CancellationToken cancellationToken)
    {
        ApplyOutcome outcome;
        try
        {
            outcome = await store.ApplyAsync(key, command, expected, cancellationToken);
        }
        catch (WriteContentionException)
        {
            return Problems.Unavailable(RetryAfterContention);
        }

        if (outcome.Refusal is { } reason) return Problems.Refused(reason, HolderFor(reason, outcome.After, agent, names), outcome.After?.Version);

        // From here on the command is done, whether or not whoever asked still listens. A repetition rings too: the bearer of the first
        // one may have fallen over before it could.
        await push.AppendedAsync(outcome, CancellationToken.None);
        await Doorbell.RingAsync(durable, key, Wake.Ring, CancellationToken.None);
        return answer(outcome, command);
    }

    private static Named? HolderFor(Refusal reason, StoredConversation? head, Agent agent, Names names) =>
        reason is Refusal.NotHolder or Refusal.AlreadyHeld or Refusal.AlreadyClaimed && head?.State.Holder is { } holder && holder != agent.Id ? names.Of(holder) : null;
}
