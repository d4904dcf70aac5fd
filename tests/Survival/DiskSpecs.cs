namespace OmniFunctions.Tests.Survival;

/// <summary>The disk is cut off, fills up, lies or rots.</summary>
public sealed class DiskSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [FaultFact("F02")]
    public Task F02_Killed_inside_the_commit() => SurviveAsync("F02", TimeSpan.FromSeconds(10));

    [FaultFact("F10")]
    public Task F10_Killed_during_the_recovery_itself() => SurviveAsync("F10", TimeSpan.FromSeconds(10));

    [FaultFact("F11")]
    public Task F11_A_write_is_torn() => SurviveAsync("F11");

    [FaultFact("F12")]
    public Task F12_The_power_goes_and_writes_arrive_out_of_order() => SurviveAsync("F12");

    [FaultFact("F13")]
    public Task F13_A_flush_fails() => SurviveAsync("F13", TimeSpan.FromSeconds(10));

    [FaultFact("F14")]
    public Task F14_The_disk_is_full() => SurviveAsync("F14");

    [Fact]
    public Task F15_A_bit_turns_on_the_disk() => SurviveAsync("F15", TimeSpan.FromSeconds(3));

    [Fact]
    public Task F60_Two_processes_open_one_store() => SurviveAsync("F60");
}
