using System.Text.RegularExpressions;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>What agents say a conversation is: its labels, how urgent, what about, and how it came out.</summary>
public static partial class Describing
{
    public const int MaxLabels = 32;
    public const int MaxLabelLength = 40;
    public const int MaxPriority = 1_000;

    internal static Decision Label(ConversationState state, ConversationCommand.Label command, DateTimeOffset now)
    {
        if (Lasting(state) is { } over)
        {
            return Refuse(over);
        }

        if (command.Add.Concat(command.Remove).Any(label => label.Trim() != label || label.Length is 0 or > MaxLabelLength || label.Any(char.IsControl)))
        {
            return Refuse(Refusal.LabelInvalid);
        }

        string[] removed = [.. command.Remove.Distinct().Where(label => state.Labels.Contains(label) && !command.Add.Contains(label))];
        string[] added = [.. command.Add.Distinct().Where(label => !state.Labels.Contains(label))];
        return (added.Length, removed.Length) switch
        {
            (0, 0) => Nothing,
            _ when state.Labels.Count - removed.Length + added.Length > MaxLabels => Refuse(Refusal.TooManyLabels),
            _ => Happen([new Labelled(now, command.By, added, removed)]),
        };
    }

    internal static Decision Priority(ConversationState state, ConversationCommand.SetPriority command, Rulebook rules, DateTimeOffset now)
    {
        if (OverFor(state) is { } over)
        {
            return Refuse(over);
        }

        if (Math.Abs((long)command.Points) > MaxPriority)
        {
            return Refuse(Refusal.PriorityInvalid);
        }

        if (command.Points == state.Priority)
        {
            return Nothing;
        }

        var set = new PrioritySet(now, command.By, command.Points);
        return state.Phase is Phase.Waiting waiting
            ? Entering.Anew(state with { Priority = command.Points }, waiting, QueueReason.PriorityChanged, [set], rules, now)
            : Happen([set]);
    }

    internal static Decision Topic(ConversationState state, ConversationCommand.SetTopic command, DateTimeOffset now) => Lasting(state) switch
    {
        { } over => Refuse(over),
        null when command.Topic is { } topic && !TopicForm().IsMatch(topic) => Refuse(Refusal.TopicUnknown),
        null when command.Topic == state.Topic => Nothing,
        null => Happen([new TopicSet(now, command.By, command.Topic)]),
    };

    internal static Decision Disposition(ConversationState state, ConversationCommand.SetDisposition command, Rulebook rules, DateTimeOffset now) => Lasting(state) switch
    {
        { } over => Refuse(over),
        null when command.Disposition is { } disposition && rules.TermsOf(state.Phase.QueueOrNone()!.Value).WrapUp.Dispositions.All(known => known.Id != disposition) => Refuse(Refusal.DispositionUnknown),
        null when command.Disposition == state.Disposition => Nothing,
        null => Happen([new DispositionSet(now, command.By, command.Disposition)]),
    };

    /// <summary>A closed one can still be described: that is when one knows what it was.</summary>
    private static Refusal? Lasting(ConversationState state) => state.Phase is Phase.Closed ? null : OverFor(state);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex TopicForm();
}
