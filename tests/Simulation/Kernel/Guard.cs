namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>Starts what a client does and does not wait for it. An exception nobody expected is a finding, not a silence.</summary>
internal static class Guard
{
    public static void Start(this RunContext run, string who, Func<Task> act)
    {
        _ = GuardedAsync();

        async Task GuardedAsync()
        {
            try
            {
                await act();
            }
            catch (Exception e)
            {
                run.Findings.Add($"{who} met what nobody expected: {e}");
            }
        }
    }
}
