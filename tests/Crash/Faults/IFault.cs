namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>One row of the fault catalogue, as something that can be run for seconds or for hours.</summary>
internal interface IFault
{
    /// <summary>The row's number, as <c>F01</c>.</summary>
    string Id { get; }

    /// <summary>What happens, as a sentence: <c>Killed before the message is accepted</c>.</summary>
    string Name { get; }

    /// <summary>What this machine lacks to let it happen; null when it lacks nothing. A fault that cannot be run is neither survived nor not.</summary>
    string? Missing => null;

    /// <summary>Lets it happen until the budget is spent. A violation is a finding; an exception is a fault of the test itself.</summary>
    Task<Proof> RunAsync(Budget budget);
}
