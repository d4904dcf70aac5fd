using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OmniFunctions.Conversations;
using OmniFunctions.Json;

namespace OmniFunctions.Runtime.Macros;

/// <summary>A named list of actions. The desk does them one after the other, each by the command that an agent would use, so that none is above the rules.</summary>
/// <param name="Id">Made by whoever writes it first; twice the same is one macro.</param>
/// <param name="Shortcut">What is typed after a slash: no spaces and no slashes.</param>
/// <param name="Owner">The one agent who has it; null: everybody does.</param>
/// <param name="By">Who changed it last.</param>
public sealed record Macro(string Id, string Shortcut, string Title, ImmutableArray<MacroAction> Actions, AgentId? Owner, AgentId By, DateTimeOffset ChangedAt)
{
    /// <summary>As many as there are kinds: each stands in it once at most.</summary>
    public const int MaxActions = 6;

    /// <summary>All that is wrong, by field; an action's field is <c>actions[0]</c> and so on.</summary>
    public IReadOnlyDictionary<string, string> Faults()
    {
        var faults = Phrases.Shortcut.Faults(Id, Shortcut, Title);
        if (Actions.Length is 0 or > MaxActions) faults["actions"] = $"1 to {MaxActions} actions.";
        for (var i = 0; i < Math.Min(Actions.Length, MaxActions); i++)
        {
            if (FaultOf(i) is { } fault) faults[$"actions[{i}]"] = fault;
        }

        return faults;
    }

    private string? FaultOf(int index)
    {
        // A list in JSON may hold nothing where something is meant.
        if (Actions[index] is not { } action) return "An action is expected.";
        if (Actions.Take(index).Any(earlier => earlier?.GetType() == action.GetType())) return "Each kind of action once at most.";
        if (action.LetsGo && index < Actions.Length - 1) return "What puts the conversation out of the agent's hands comes last.";
        return action.Fault();
    }
}

/// <summary>What a macro does. Kept in the store: a name below, once written, stays.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Reply), "reply")]
[JsonDerivedType(typeof(Label), "label")]
[JsonDerivedType(typeof(Priority), "priority")]
[JsonDerivedType(typeof(Snooze), "snooze")]
[JsonDerivedType(typeof(Transfer), "transfer")]
[JsonDerivedType(typeof(Close), "close")]
public abstract record MacroAction
{
    private MacroAction() { }

    /// <summary>After it the conversation is no longer the agent's to do anything with.</summary>
    [JsonIgnore]
    public bool LetsGo => this is Snooze or Transfer or Close;

    /// <summary>Null when nothing is wrong with it.</summary>
    internal abstract string? Fault();

    /// <summary>The phrase as it reads when the macro is run.</summary>
    /// <param name="Phrase">Its id.</param>
    public sealed record Reply(string? Phrase) : MacroAction
    {
        internal override string? Fault() => Phrase is { Length: > 0 and <= Phrases.Shortcut.MaxIdLength } ? null : "The id of a phrase is expected.";
    }

    public sealed record Label(ImmutableArray<string> Add, ImmutableArray<string> Remove) : MacroAction
    {
        public ImmutableArray<string> Add { get; init; } = Add.IsDefault ? [] : Add;

        public ImmutableArray<string> Remove { get; init; } = Remove.IsDefault ? [] : Remove;

        internal override string? Fault()
        {
            if (Add.Length + Remove.Length is 0 or > Describing.MaxLabels) return $"1 to {Describing.MaxLabels} labels.";
            return Add.Concat(Remove).Any(label => label is null || label.Trim() != label || label.Length is 0 or > Describing.MaxLabelLength || label.Any(char.IsControl))
                ? $"A label has 1 to {Describing.MaxLabelLength} characters, and no space at its ends."
                : null;
        }
    }

    public sealed record Priority(int Points) : MacroAction
    {
        internal override string? Fault() => Math.Abs((long)Points) <= Describing.MaxPriority ? null : $"From -{Describing.MaxPriority} to {Describing.MaxPriority} points.";
    }

    /// <param name="Minutes">Null: until the customer writes or somebody wakes it.</param>
    public sealed record Snooze(int? Minutes) : MacroAction
    {
        internal override string? Fault() => Minutes is null or (> 0 and <= Pausing.MaxSnoozeDays * 24 * 60) ? null : $"1 minute to {Pausing.MaxSnoozeDays} days.";
    }

    /// <param name="Queue">Its id.</param>
    public sealed record Transfer(string? Queue) : MacroAction
    {
        internal override string? Fault() => Queue is { Length: > 0 } ? null : "The id of a queue is expected.";
    }

    public sealed record Close(CloseReason Reason) : MacroAction
    {
        internal override string? Fault() => Reason.IsGivenByAgents() ? null : "A reason that agents give.";
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, Converters = [typeof(CamelCase<CloseReason>)])]
[JsonSerializable(typeof(Macro))]
internal sealed partial class MacroJson : JsonSerializerContext;
