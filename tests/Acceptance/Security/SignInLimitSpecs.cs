using OmniFunctions.Access;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>Guessing at passwords. The number is that of the attack in docs/security.md.</summary>
public sealed class SignInLimitSpecs
{
    private readonly ManualTime time = new();

    [Fact]
    public void T66_many_passwords_for_one_name_get_ten_tries_in_five_minutes_from_wherever_they_come()
    {
        var limits = new SignInLimits(time);
        for (var i = 0; i < SignInLimits.MaxFailuresPerAccount; i++)
        {
            Assert.Null(limits.WaitFor("demo/li.na", $"203.0.113.{i}"));
            limits.Failed("demo/li.na", $"203.0.113.{i}");
        }

        Assert.NotNull(limits.WaitFor("demo/li.na", "198.51.100.1"));
        Assert.Null(limits.WaitFor("demo/wang.fang", "198.51.100.1"));
        time.Advance(SignInLimits.Window);
        Assert.Null(limits.WaitFor("demo/li.na", "198.51.100.1"));
    }

    [Fact]
    public void T66_one_password_for_many_names_gets_fifty_tries_in_five_minutes_from_one_address()
    {
        var limits = new SignInLimits(time);
        for (var i = 0; i < SignInLimits.MaxFailuresPerAddress; i++) limits.Failed($"demo/agent-{i}", "203.0.113.7");

        Assert.NotNull(limits.WaitFor("demo/li.na", "203.0.113.7"));
        Assert.Null(limits.WaitFor("demo/li.na", "203.0.113.8"));
    }

    [Fact]
    public void T66_success_with_one_name_forgives_nothing_of_the_address()
    {
        var limits = new SignInLimits(time);
        for (var i = 0; i < SignInLimits.MaxFailuresPerAddress - 1; i++) limits.Failed($"demo/agent-{i}", "203.0.113.7");
        limits.Succeeded("demo/own.account");
        limits.Failed("demo/another", "203.0.113.7");

        Assert.NotNull(limits.WaitFor("demo/own.account", "203.0.113.7"));
    }

    [Fact]
    public async Task T63_a_password_is_checked_as_long_for_nobody_as_for_somebody()
    {
        using var passwords = new Passwords();
        var somebody = new Runtime.Agents.Agent(new TenantId("demo"), new AgentId("li.na"), "Li Na", [], 1, [], passwords.Hash("the right one"));
        await passwords.AreOfAsync(null, "warm", CancellationToken.None);
        var (known, unknown) = (await FastestAsync(somebody), await FastestAsync(null));
        // The fastest of several, so that other work on the machine says nothing; what skipped the hash would be thousands of times faster.
        Assert.InRange(unknown / known, 0.5, 2.0);

        async Task<double> FastestAsync(Runtime.Agents.Agent? agent)
        {
            var fastest = double.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                var began = System.Diagnostics.Stopwatch.GetTimestamp();
                Assert.False(await passwords.AreOfAsync(agent, "the wrong one", CancellationToken.None));
                fastest = Math.Min(fastest, System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return fastest;
        }
    }
}
