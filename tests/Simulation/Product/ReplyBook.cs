using System.Globalization;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Product;

/// <summary>What agents wrote and were told is kept, and what arrived at the customers' platform.</summary>
internal sealed class ReplyBook(RunContext run)
{
    private readonly Dictionary<string, ConversationKey> kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> arrived = new(StringComparer.Ordinal);
    private int written;

    public ConversationCommand.SendReply Write(AgentId agent, Chance chance)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"reply-{++written}");
        return new ConversationCommand.SendReply(agent, id, chance.Happens(0.02) ? new string('x', 5_000) + id : id);
    }

    public void Answered(ConversationCommand.SendReply reply, ConversationKey key, bool isKept)
    {
        if (isKept) kept[reply.MessageId] = key;
    }

    /// <returns>How many have arrived.</returns>
    public int Arrived(string text)
    {
        arrived[text] = arrived.GetValueOrDefault(text) + 1;
        run.Trace.Add($"arrived {text}");
        run.Findings.Require(arrived[text] == 1, $"I2: '{text}' arrived {arrived[text]} times.");
        return arrived.Count;
    }

    /// <summary>Each stands in its log once, and the outcome there is what happened at the platform, or says that nobody knows.</summary>
    public async Task CheckAsync(Life life)
    {
        foreach (var (id, key) in kept)
        {
            var events = (await life.Conversations.EventsAsync(key, 0, ConversationStore.MaxEvents)).Select(stored => stored.Event).ToList();
            var times = events.OfType<ConversationEvent.Reply>().Count(reply => reply.MessageId == id);
            var outcomes = events.OfType<ConversationEvent.DeliveryRecorded>().Where(recorded => recorded.MessageId == id).Select(recorded => recorded.Status).ToList();
            run.Findings.Require(times == 1, $"I1, I2: {id} was acknowledged and stands in the log {times} times.");

            // "Unknown" is what another says while the first still waits for the platform; the first may yet learn and tell.
            var learnt = outcomes is [DeliveryStatus.Unknown, not DeliveryStatus.Unknown] ? outcomes.Skip(1) : outcomes;
            run.Findings.Require(learnt.Count() == 1, $"I5: {id} has the outcomes {string.Join(", ", outcomes)}.");
            var came = arrived.ContainsKey(id);
            run.Findings.Require(!outcomes.Contains(DeliveryStatus.Delivered) || came, $"I1: {id} is recorded as delivered and never arrived.");
            run.Findings.Require(!outcomes.Contains(DeliveryStatus.Rejected) || !came, $"I2: {id} is recorded as rejected and arrived.");
        }
    }
}
