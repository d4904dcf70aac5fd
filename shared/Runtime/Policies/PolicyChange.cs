using OmniFunctions.Documents;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Documents;

namespace OmniFunctions.Runtime.Policies;

/// <summary>Something that happened to a tenant's rules. None is ever changed or taken away.</summary>
/// <param name="Number">Dense from 1, in the order in which it happened.</param>
/// <param name="By">Null: the system.</param>
/// <param name="From">The version in force before; null when there was none.</param>
/// <param name="To">The version in force from then on; of a saved draft, what it calls itself, null when it cannot be read.</param>
/// <param name="Hash">As <see cref="PolicyHash.Of"/> gives it; null of a draft with faults.</param>
public sealed record PolicyChange(long Number, PolicyChangeKind Kind, DateTimeOffset At, AgentId? By, string? From, string? To, string? Hash, string? Note);

public enum PolicyChangeKind
{
    Activated,
    RolledBack,
    DraftSaved,
}

/// <param name="Note">Why, in the words of whoever did it.</param>
public sealed record PolicyAuthor(AgentId? By, string? Note);

/// <summary>What somebody is working on; it need not be without faults.</summary>
/// <param name="Revision">Another one each time it is saved.</param>
public sealed record PolicyDraft(string Text, DocumentFormat Format, DateTimeOffset At, AgentId? By, long Revision);

/// <summary>A version that was in force at least once.</summary>
/// <param name="Text">As it was written.</param>
public sealed record PolicyVersionText(string Version, string Hash, string Text, DocumentFormat Format);

/// <summary>What came of an attempt to change the rules.</summary>
public abstract record PolicyOutcome
{
    private PolicyOutcome()
    {
    }

    /// <param name="Warnings">Of the document, for whoever activated it.</param>
    public sealed record InForce(string Version, string Hash, IReadOnlyList<DocumentFault> Warnings) : PolicyOutcome;

    /// <param name="Faults">All of them, and the warnings.</param>
    public sealed record Faulty(IReadOnlyList<DocumentFault> Faults) : PolicyOutcome;

    /// <summary>Another document has this version already.</summary>
    public sealed record VersionTaken(string Version) : PolicyOutcome;

    /// <summary>Somebody else was faster.</summary>
    /// <param name="Active">What is in force now.</param>
    public sealed record Conflict(string Active, AgentId? By) : PolicyOutcome;

    public sealed record NoDraft : PolicyOutcome;

    public sealed record UnknownVersion(string Version) : PolicyOutcome;

    /// <summary>The draft was saved.</summary>
    /// <param name="Faults">It may have any; they are told.</param>
    public sealed record Saved(long Revision, IReadOnlyList<DocumentFault> Faults) : PolicyOutcome;

    /// <summary>Somebody else saved the draft since it was read.</summary>
    public sealed record DraftChanged(long Revision, AgentId? By) : PolicyOutcome;
}
