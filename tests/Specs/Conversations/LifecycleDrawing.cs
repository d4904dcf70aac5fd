using System.Globalization;
using System.Text;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Draws the state machine by asking the production decide: every command in every phase, and what time does by itself.</summary>
internal static class LifecycleDrawing
{
    private const string Unchanged = "✓";
    private const string Nothing = "·";

    private static readonly ServicePolicy Rules = Policy.With(Policy.Queues[0] with
    {
        Callback = new CallbackPolicy(),
        Overflow = [new OverflowStep(OverflowAction.Notice)],
        WrapUp = new WrapUpPolicy([new Disposition("done", "Done")]),
    });

    private static readonly ServicePolicy WithWrapUp = Rules.With(Rules.Queues[0] with { WrapUpSeconds = 120 });

    /// <summary>The phases in the order of a life.</summary>
    private static readonly string[] Order =
        ["WithBot", "Waiting", "Offered", "Serving", "WaitingOnCustomer", "Snoozed", "CallbackDue", "WrapUp", "Closed", "Merged", "Ended"];

    private sealed record Edge(string From, string To, string Name);

    internal static string Table()
    {
        var text = new StringBuilder("| command | nothing yet | ").AppendJoin(" | ", Order.Select(Words)).Append(" |\n| --- |");
        text.Append(string.Concat(Enumerable.Repeat(" --- |", Order.Length + 1))).Append('\n');
        foreach (var command in Scenes.Commands)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Words(command.GetType().Name)} |");
            foreach (var phase in Order.Prepend("Nothing"))
            {
                text.Append(CultureInfo.InvariantCulture, $" {Cell(phase, command)} |");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    internal static string Diagram()
    {
        var text = new StringBuilder("stateDiagram-v2\n    direction TB\n");
        foreach (var edges in Edges().Distinct().GroupBy(edge => (edge.From, edge.To)))
        {
            var names = string.Join(", ", edges.Select(edge => edge.Name).Distinct().Order(StringComparer.Ordinal));
            text.Append(CultureInfo.InvariantCulture, $"    {(edges.Key.From == "Nothing" ? "[*]" : edges.Key.From)} --> {edges.Key.To}: {names}\n");
        }

        return text.Append("    Ended --> [*]\n").ToString();
    }

    private static string Cell(string phase, ConversationCommand command)
    {
        var story = Scenes.ByPhase[phase]().Under(Rules);
        var before = story.State?.Phase.GetType().Name ?? "Nothing";
        story.When(command);
        return story.Last switch
        {
            Decision.Refused refused => Words(refused.Reason.ToString()),
            Decision.Happened { Events.Count: 0 } => Nothing,
            _ when story.There.Phase.GetType().Name == before => Unchanged,
            _ => $"**{Words(story.There.Phase.GetType().Name)}**",
        };
    }

    /// <summary>By commands under plain rules, by time, and by what only some rules or some stories bring about.</summary>
    private static IEnumerable<Edge> Edges()
    {
        foreach (var phase in Order.Prepend("Nothing"))
        {
            foreach (var command in Scenes.Commands.Where(command => command is not Tick))
            {
                if (Moved(Scenes.ByPhase[phase]().Under(Rules), command) is { } to) yield return new Edge(phase, to, Words(command.GetType().Name));
            }

            if (phase != "Nothing" && AtItsTime(Scenes.ByPhase[phase]().Under(Rules)) is { } later) yield return new Edge(phase, later, "time is up");
        }

        foreach (var (story, command, name) in Others())
        {
            var from = story.State?.Phase.GetType().Name ?? "Nothing";
            if (Moved(story, command) is { } to) yield return new Edge(from, to, name);
        }
    }

    private static IEnumerable<(Story Story, ConversationCommand Command, string Name)> Others()
    {
        var bot = Rules with { Bot = [new BotRule()] };
        var busy = Rules with { Bot = [new BotRule(Duty: BotDuty.BusyOrClosed)] };
        var outlook = new Assess(new QueueOutlook(Service, 1, 1, 1, 0, NobodyFree.AllAtCapacity, null));
        yield return (Begins().Under(bot), Says("m1"), "receive (bot begins)");
        yield return (Scenes.ByPhase["WithBot"]().Under(bot), Says("m9", "人工"), "receive (asks for a person)");
        yield return (IsWaiting().Under(busy.With(busy.Queues[0] with { Overflow = [] })), outlook, "assess (bot steps in)");
        yield return (IsWaiting().Under(Rules.With(Rules.Queues[0] with { Overflow = [new OverflowStep(OverflowAction.Close)] })), outlook, "assess (turned away)");
        yield return (IsServed().Under(WithWrapUp), Closes(Ana), "close (with wrap-up)");
        yield return (IsServed().Tell(new ConversationEvent.CallbackAgreed(Start, Start, null, "c1", null), new ConversationEvent.CallbackFellDue(Start, Start),
            new ConversationEvent.Queued(Start, Service, Start, QueueReason.CallbackDue)).Under(Rules).Given(OfferTo(Ana)).Given(new Accept(Ana)),
            new RecordCallback(Ana, CallbackOutcome.NoAnswer), "record callback (no answer)");
        yield return (IsServed().Under(Rules), new AskForCallback(null, null, "c9", By: Ana), "ask for callback (by the agent)");
    }

    private static string? Moved(Story story, ConversationCommand command)
    {
        var before = story.State?.Phase.GetType();
        story.When(command);
        return story.Last is Decision.Happened && story.State is { } state && state.Phase.GetType() != before ? state.Phase.GetType().Name : null;
    }

    private static string? AtItsTime(Story story)
    {
        var before = story.There.Phase.GetType();
        for (var looks = 0; looks < 8 && Lifecycle.NextDue(story.There) is { } due; looks++)
        {
            story.Given(due).When(new Tick());
            if (story.There.Phase.GetType() != before) return story.There.Phase.GetType().Name;
        }

        return null;
    }

    private static string Words(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append(' ');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
