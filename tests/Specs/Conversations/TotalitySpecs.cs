using System.Reflection;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class TotalitySpecs
{
    private static readonly Dictionary<string, Func<Story>> Phases = Scenes.ByPhase;

    private static readonly IReadOnlyList<ConversationCommand> Commands = Scenes.Commands;

    public static IEnumerable<object[]> Pairs =>
        from phase in Phases.Keys from command in Commands select new object[] { phase, command.GetType().Name };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_command_has_an_answer_in_every_phase(string phase, string command)
    {
        var story = Phases[phase]();

        story.When(Commands.Single(candidate => candidate.GetType().Name == command));

        Assert.NotNull(story.Last);
        if (story.State is { } state)
        {
            _ = Lifecycle.NextDue(state);
        }
    }

    [Fact]
    public void The_pairs_above_leave_no_phase_and_no_command_out()
    {
        Assert.Equal(CasesOf(typeof(Phase)).Append("Nothing").Order(), Phases.Keys.Order());
        Assert.Equal(CasesOf(typeof(ConversationCommand)).Order(), Commands.Select(command => command.GetType().Name).Order());
    }

    [Theory]
    [InlineData(typeof(Phase))]
    [InlineData(typeof(ReplyClock))]
    [InlineData(typeof(ConversationCommand))]
    [InlineData(typeof(ConversationEvent))]
    [InlineData(typeof(Decision))]
    [InlineData(typeof(Effect))]
    [InlineData(typeof(Parsed))]
    [InlineData(typeof(Verification))]
    [InlineData(typeof(DeliveryOutcome))]
    public void Unions_are_closed(Type union)
    {
        Assert.True(union.IsAbstract);
        Assert.All(union.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public), constructor =>
            Assert.True(constructor.IsPrivate || constructor.GetParameters() is [{ ParameterType: var copied }] && copied == union));
        Assert.All(union.GetNestedTypes().Where(union.IsAssignableFrom), type => Assert.True(type.IsSealed));
    }

    [Fact]
    public void An_event_that_cannot_follow_is_a_damaged_log()
    {
        var waiting = IsWaiting().There;

        Assert.Throws<InvalidOperationException>(() => Lifecycle.Evolve(Key, waiting, new ConversationEvent.Ended(Start)));
        Assert.Throws<InvalidOperationException>(() => Lifecycle.Evolve(Key, null, new ConversationEvent.Ended(Start)));
        Assert.Throws<InvalidOperationException>(() => Lifecycle.Evolve(Key, waiting, IsWaiting().Log[0]));
    }

    [Fact]
    public void A_delivery_without_an_outcome_is_a_mistake_of_the_caller() =>
        Assert.Throws<InvalidOperationException>(() => IsServed().When(Comes(DeliveryStatus.Pending)));

    private static IEnumerable<string> CasesOf(Type union) =>
        union.GetNestedTypes().Where(union.IsAssignableFrom).Select(type => type.Name);
}
