namespace OmniFunctions.Tests.Survival;

/// <summary>What works on a message is slow, or cannot be done.</summary>
[Collection(Alone.Name)]
public sealed class HandlerSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [Fact]
    public Task F16_Files_and_threads_run_out() => SurviveAsync("F16");

    [Fact]
    public Task F24_Poison_message() => SurviveAsync("F24");

    [Fact]
    public Task F25_Peek_lock_expires_while_the_handler_runs() => SurviveAsync("F25");
}
