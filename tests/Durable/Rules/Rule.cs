namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>What orchestrator code may not do, because a replay would not do the same.</summary>
internal enum Rule
{
    /// <summary>DURABLE0001: the context's <c>CurrentUtcDateTime</c> is the time.</summary>
    NoClock,

    /// <summary>DURABLE0002: ids come from the context's <c>NewGuid</c>.</summary>
    NoIdsOfItsOwn,

    /// <summary>Chance is a matter for activities. The hash of a text is chance, too: each process has another.</summary>
    NoRandomness,

    /// <summary>DURABLE0003 and DURABLE0004: delays are durable timers, and nothing runs beside the code or makes it wait.</summary>
    NoThreads,

    /// <summary>DURABLE0005: what reads or writes the world is an activity.</summary>
    NoInputOrOutput,

    /// <summary>DURABLE0006: settings may be others in the next process.</summary>
    NoEnvironment,

    /// <summary>The code must come back to the thread of its turn.</summary>
    NoConfigureAwaitFalse,

    /// <summary>A static that changes is not replayed.</summary>
    NoMutableStatics,

    /// <summary>DURABLE0011: a history that grows for ever.</summary>
    NoEndlessLoop,
}

/// <param name="Orchestrator">The code that the search began at.</param>
/// <param name="Where">The method in which it stands.</param>
/// <param name="What">The member that is used.</param>
internal sealed record Violation(Rule Rule, string Orchestrator, string Where, string What)
{
    public override string ToString() => $"{Rule}: {Orchestrator} uses {What} in {Where}";
}
