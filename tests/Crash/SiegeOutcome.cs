namespace OmniFunctions.Tests.Crash;

/// <summary>What was left of a siege.</summary>
/// <param name="Replies">Replies in the log.</param>
/// <param name="Unknown">Of these, those of which the agent is shown that nobody knows whether they arrived.</param>
/// <param name="EntriesCompared">Entries that the desktop showed as the store has them.</param>
internal sealed record SiegeOutcome(Verdict Verdict, int Replies, int Unknown, int EntriesCompared, IReadOnlyList<string> Findings);
