namespace OmniFunctions.Tests.Survival;

/// <summary>The process ends without warning.</summary>
public sealed class KillSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [Fact]
    public Task F01_Killed_before_the_message_is_accepted() => SurviveAsync("F01");

    [Fact]
    public Task F03_Killed_between_the_commit_and_the_answer() => SurviveAsync("F03");

    [Fact]
    public Task F04_Killed_between_the_answer_and_the_desk() => SurviveAsync("F04");

    [Fact]
    public Task F05_Killed_around_an_effect() => SurviveAsync("F05");

    [Fact]
    public Task F06_Killed_while_the_desk_is_told() => SurviveAsync("F06");

    [Fact]
    public Task F07_Killed_while_an_agent_answers() => SurviveAsync("F07");

    [Fact]
    public Task F08_Killed_between_the_call_and_its_result() => SurviveAsync("F08");

    [Fact]
    public Task F09_Killed_at_any_moment_under_load() => SurviveAsync("F09");

    [Fact]
    public Task F17_The_memory_is_used_up() => SurviveAsync("F17");

    [Fact]
    public Task F67_Killed_while_conversations_are_merged() => SurviveAsync("F67");

    [Fact]
    public Task F65_Killed_with_thousands_of_timers_armed() => SurviveAsync("F65");
}
