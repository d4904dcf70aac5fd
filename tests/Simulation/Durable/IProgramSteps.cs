namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>
/// What a random program may do. Played by the orchestration context in the run, and by a model that answers at once: what the program
/// returns must be the same.
/// </summary>
internal interface IProgramSteps
{
    Task<string> ActAsync(string operation);

    /// <summary>An activity that fails at every attempt, and is given up.</summary>
    Task<string> FailAsync(string operation);

    /// <returns>"early" if it fired before its time.</returns>
    Task<string> SleepAsync(TimeSpan span);

    /// <summary>A long timer that is let go when the activity has answered.</summary>
    Task<string> RaceAsync(string operation);

    Task<string> CallProgramAsync(Script script);

    Task SignalTallyAsync(int amount, TimeSpan? later);

    /// <summary>Moves an amount between two accounts with both locked.</summary>
    /// <returns>"torn" if somebody else got between.</returns>
    Task<string> TransferAsync(int from, int to, int amount, TimeSpan hold);
}
