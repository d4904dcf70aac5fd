using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace OmniFunctions.Routing;

/// <summary>What the conversations of a line ask of an agent, stage by stage: each step of widening that comes into force asks less.</summary>
internal sealed class Demands
{
    /// <summary>A class of its own, so that it is put in its place at once.</summary>
    private sealed record Made(Words Words, Asked[] Stages);

    private Made? asked;

    internal Demands(WaitingWork work)
    {
        Queue = work.Queue;
        Terms = work.Terms;
        Stages = [.. Enumerable.Range(0, Terms.Widening.Length + 1).Select(steps => new Demand(work.Queue, Terms, steps))];
    }

    internal QueueId Queue { get; }

    internal RoutingTerms Terms { get; }

    internal ImmutableArray<Demand> Stages { get; }

    /// <summary>The stages in these numbers, the strictest first.</summary>
    internal Asked[] In(Words words)
    {
        if (asked is { } made && ReferenceEquals(made.Words, words)) return made.Stages;
        Asked[] stages = [.. Stages.Select(demand => new Asked(demand, words))];
        asked = new Made(words, stages);
        return stages;
    }

    /// <summary>Two conversations with the same signature stand in the same line.</summary>
    internal static string Signature(WaitingWork work)
    {
        var terms = work.Terms;
        var text = new StringBuilder(work.Queue.Value, 128);
        text.Append(CultureInfo.InvariantCulture, $"|{terms.Only?.Value}|{terms.Channel}|{terms.Units}|{terms.Ageing.EverySeconds},{terms.Ageing.Points},{terms.Ageing.MaxPoints}");
        foreach (var need in terms.Require) text.Append(CultureInfo.InvariantCulture, $"|{need.Skill.Value}:{need.Level}");
        text.Append("|?");
        foreach (var need in terms.Prefer) text.Append(CultureInfo.InvariantCulture, $"|{need.Skill.Value}:{need.Level}");
        foreach (var step in terms.Widening)
        {
            text.Append(CultureInfo.InvariantCulture, $"|>{step.AfterSeconds},{step.DropPreferred},{step.LowerLevelBy}");
            foreach (var queue in step.AddQueues) text.Append(',').Append(queue.Value);
        }

        return text.ToString();
    }

    /// <summary>Whose agents may have it by now.</summary>
    internal static ImmutableArray<QueueId> QueuesOf(WaitingWork work, DateTimeOffset now) =>
        new Demand(work.Queue, work.Terms, StepsInForce(work.Terms, now - work.Since)).Queues;

    /// <summary>How many steps of widening are in force after so long a wait.</summary>
    internal static int StepsInForce(RoutingTerms terms, TimeSpan waited)
    {
        var steps = 0;
        while (steps < terms.Widening.Length && waited.TotalSeconds >= terms.Widening[steps].AfterSeconds) steps++;
        return steps;
    }
}
