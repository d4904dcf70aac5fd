using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <summary>Carries an agent's command to the conversation: decided and written, shown to whom it concerns, then the lifecycle is rung.</summary>
public sealed class CommandDesk(ConversationStore store, NamesReader namesOf, LivePush push)
{
    private static readonly TimeSpan RetryAfterContention = TimeSpan.FromSeconds(1);

    /// <param name="answer">Makes the answer to a command that was not refused.</param>
    public async Task<IResult> DoAsync(
        Agent agent, string id, ConversationCommand command, DurableTaskClient durable, Func<ApplyOutcome, IResult> answer, CancellationToken cancellationToken)
    {
        if (ConversationIds.Read(id) is not { } conversation) return Problems.NotFound();
        var key = new ConversationKey(agent.Tenant, conversation);
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        if (await store.FindAsync(key, cancellationToken) is not { } seen || !agent.MaySee(seen.State, names.Policy)) return Problems.NotFound();

        ApplyOutcome outcome;
        try
        {
            outcome = await store.ApplyAsync(key, command, cancellationToken);
        }
        catch (WriteContentionException)
        {
            return Problems.Unavailable(RetryAfterContention);
        }

        if (outcome.Refusal is { } reason) return Problems.Refused(reason, HolderFor(reason, outcome.After, agent, names));

        // From here on the command is done, whether or not whoever asked still listens. A repetition rings too: the bearer of the first
        // one may have fallen over before it could.
        await push.AppendedAsync(outcome, CancellationToken.None);
        await Doorbell.RingAsync(durable, key, Wake.Ring, CancellationToken.None);
        return answer(outcome);
    }

    public static IResult Version(ApplyOutcome done) => Results.Json(new ConversationVersion(done.After!.Version), DeskJson.Instance.ConversationVersion);

    public static IResult Reply(ApplyOutcome done, string messageId) => Results.Json(
        new ReplyAccepted(done.RepetitionOf ?? done.After!.State.Reply(messageId)!.Seq, done.After!.Version),
        DeskJson.Instance.ReplyAccepted,
        statusCode: StatusCodes.Status202Accepted);

    private static Named? HolderFor(Refusal reason, StoredConversation? head, Agent agent, Names names) =>
        reason is Refusal.NotHolder or Refusal.AlreadyHeld && head?.State.Holder is { } holder && holder != agent.Id ? names.Of(holder) : null;
}
