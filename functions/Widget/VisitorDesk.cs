using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Widget;

/// <summary>Carries a visitor's wish to their conversation, as the desk does for agents.</summary>
public sealed class VisitorDesk(VisitorConversation current, ConversationStore store, LivePush push)
{
    private static readonly TimeSpan RetryAfterContention = TimeSpan.FromSeconds(1);

    public async Task<IResult> DoAsync(Visitor visitor, ConversationCommand command, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        using var span = Signals.Begin("act");
        if (await current.FindAsync(visitor, cancellationToken) is not { } head) return Problems.Refused(Refusal.ConversationUnknown, null);
        ApplyOutcome outcome;
        try
        {
            outcome = await store.ApplyAsync(head.Key, command, cancellationToken);
        }
        catch (WriteContentionException)
        {
            return Problems.Unavailable(RetryAfterContention);
        }

        if (outcome.Refusal is { } reason) return Problems.Refused(reason, null);

        // From here on the wish is done, whether or not whoever had it still listens.
        await push.AppendedAsync(outcome, CancellationToken.None);
        await Doorbell.RingAsync(durable, head.Key, Wake.Ring, CancellationToken.None);
        return Results.NoContent();
    }
}
