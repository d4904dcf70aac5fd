using System.Globalization;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>
/// Automatic texts: in layers, each with its switch by channel and queue, in the customer's language, and within what the channel lets through.
/// None of them stops a clock of the agent's.
/// </summary>
internal static class Announcing
{
    /// <summary>The id of the text that would be the next event.</summary>
    internal static string NextId(ConversationState state) => string.Create(CultureInfo.InvariantCulture, $"{Replying.AutomaticPrefix}{state.Version + 1}");

    /// <returns>Null when the document has no such text here, its switch is off, or the channel lets no more through.</returns>
    internal static Announced? Text(
        ConversationState state, TextKind kind, Rulebook rules, DateTimeOffset now, QueueOutlook? outlook = null, string? customerName = null)
    {
        var facts = FactsOf.Now(state, now);
        var language = FactsOf.LanguageOf(state);
        if (rules.Active.TextOf(kind, facts, language) is not { } choice || IsSpent(state, kind, rules, now))
        {
            return null;
        }

        var queue = facts.Queue ?? rules.Active.Document.DefaultQueue;
        var text = Placeholders.Fill(choice.Text, choice.Language, name => name switch
        {
            "name" => customerName ?? state.Facts?.Attributes.GetValueOrDefault("name").Text,
            "agent" => (state.Holder ?? state.LastAgent) is { } agent ? rules.NameOf?.Invoke(agent) : null,
            "queue" => rules.TermsOf(queue).Name,
            "position" => (outlook?.Position ?? outlook?.Length)?.ToString(CultureInfo.InvariantCulture),
            "minutes" => outlook?.EstimateSeconds is { } seconds ? Math.Max(1, (seconds + 59) / 60).ToString(CultureInfo.InvariantCulture) : null,
            "opensAt" => rules.Active.CalendarOf(queue)?.Hours.NextOpening(now) is { } opening
                ? rules.Active.LocalTime(queue, opening).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)
                : null,
            _ => null,
        });
        return new Announced(now, NextId(state), kind, text, ProvenanceOf(kind), state.Leg, ReplyRules.Answering(state, now));
    }

    /// <summary>What the text leaves of its channel's budget: it is counted by kind, in a sliding window.</summary>
    private static bool IsSpent(ConversationState state, TextKind kind, Rulebook rules, DateTimeOffset now)
    {
        var channel = state.Leg.Account.Channel;
        if (state.Outgoing.Count(reply => reply.Status == DeliveryStatus.Pending) >= OutgoingReply.MaxPending || ReplyRules.Of(state, now).Refusal is not null)
        {
            return true;
        }

        return rules.Active.BudgetOf(channel, kind) is { } budget
            && state.SpentTexts.Count(spent => spent.Channel == channel && budget.Kinds.Contains(spent.Kind) && spent.At > now.AddSeconds(-budget.PerSeconds)) >= budget.Messages;
    }

    private static Provenance ProvenanceOf(TextKind kind) => kind is TextKind.CompanyWelcome or TextKind.CompanyGreeting or TextKind.AgentGreeting
        ? Provenance.Greeting
        : Provenance.System;
}
