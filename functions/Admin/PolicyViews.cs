using OmniFunctions.Documents;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Admin;

/// <param name="Text">The document, in YAML or JSON.</param>
/// <param name="Revision">Of the draft that the author began with; absent: whatever is there is replaced.</param>
public sealed record PolicyTextRequest(string? Text, long? Revision = null);

/// <param name="Version">Absent: the draft.</param>
public sealed record PolicyActivation(string? Note = null, string? Version = null);

public sealed record PolicyListView(string Active, PolicyDraftView? Draft, IReadOnlyList<PolicyVersionView> Items);

public sealed record PolicyDraftView(string Text, DocumentFormat Format, DateTimeOffset At, Named? By, long Revision)
{
    public static PolicyDraftView Of(PolicyDraft draft, Names names) => new(draft.Text, draft.Format, draft.At, names.OfOptional(draft.By), draft.Revision);
}

/// <param name="ActivatedAt">The last time.</param>
public sealed record PolicyVersionView(string Version, string Hash, DateTimeOffset ActivatedAt, Named? By, string? Note)
{
    public static PolicyVersionView Of(PolicyChange change, Names names) => new(change.To!, change.Hash!, change.At, names.OfOptional(change.By), change.Note);
}

public sealed record PolicyTextView(string Version, string Hash, string Text, DocumentFormat Format);

/// <param name="Line">From 1; null where it is about no line.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Message">For the author, in English as the format's own words are.</param>
/// <param name="Suggestion">What may have been meant, ready to be put in its place.</param>
public sealed record PolicyFaultView(int? Line, int? Column, string Path, string Message, Severity Severity, string? Suggestion)
{
    public static IReadOnlyList<PolicyFaultView> Of(IReadOnlyList<DocumentFault> faults) => [.. faults.Select(Of)];

    private static PolicyFaultView Of(DocumentFault fault) => fault.At == Position.Nowhere
        ? new(null, null, fault.Path, fault.Problem, fault.Severity, fault.Suggestion)
        : new(fault.At.Line, fault.At.Column, fault.Path, fault.Problem, fault.Severity, fault.Suggestion);
}

public sealed record PolicyFaultList(IReadOnlyList<PolicyFaultView> Faults);

public sealed record PolicyDraftSaved(long Revision, IReadOnlyList<PolicyFaultView> Faults);

/// <param name="Faults">Warnings only.</param>
public sealed record PolicyInForce(string Version, string Hash, IReadOnlyList<PolicyFaultView> Faults);

/// <param name="Cursor">For the next page; null at the end.</param>
public sealed record PolicyHistoryView(IReadOnlyList<PolicyChangeView> Items, long? Cursor);

public sealed record PolicyChangeView(long Number, PolicyChangeKind Kind, DateTimeOffset At, Named? By, string? From, string? To, string? Hash, string? Note)
{
    public static PolicyChangeView Of(PolicyChange change, Names names) =>
        new(change.Number, change.Kind, change.At, names.OfOptional(change.By), change.From, change.To, change.Hash, change.Note);
}

public sealed record PolicyDifferenceList(IReadOnlyList<PolicyDifference> Changes);
