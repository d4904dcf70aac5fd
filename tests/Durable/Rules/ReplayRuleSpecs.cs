using System.Reflection;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Tests.Durable.Rules.Samples;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>Orchestrators do the same in every replay: what could make them do otherwise does not stand in their compiled code.</summary>
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints")]
[Follows("https://learn.microsoft.com/azure/durable-task/durable-functions/durable-functions-roslyn-analyzer")]
public class ReplayRuleSpecs(ITestOutputHelper output)
{
    private const int LeastPlanted = 20;

    private static readonly List<Type> Planted = Marked<BreaksAttribute>();
    private static readonly List<Type> Clean = Marked<KeepsAllRulesAttribute>();

    [Fact]
    public void The_orchestrators_of_the_product_keep_all_rules()
    {
        var types = typeof(ConversationOrchestrator).Assembly.GetTypes();
        Assert.Contains(OrchestratorCode.Beginnings(types), method => method.DeclaringType == typeof(ConversationOrchestrator));
        Assert.Empty(ReplayRules.Check(types));
    }

    [Fact]
    public void Every_planted_violation_is_found_and_no_other_rule_is_named()
    {
        var missed = Planted.Where(type => !Found(type).SetEquals([type.GetCustomAttribute<BreaksAttribute>()!.Rule]))
            .Select(type => $"{type.Name}: {string.Join(", ", Found(type))}").ToList();
        output.WriteLine($"caught {Planted.Count - missed.Count}/{Planted.Count}");
        Assert.Empty(missed);
        Assert.True(Planted.Count >= LeastPlanted, "samples are missing");
        Assert.Equal(Enum.GetValues<Rule>(), Planted.Select(type => type.GetCustomAttribute<BreaksAttribute>()!.Rule).Distinct().Order());
    }

    [Fact]
    public void What_keeps_the_rules_is_let_pass()
    {
        Assert.NotEmpty(Clean);
        Assert.Empty(ReplayRules.Check(Clean));
    }

    [Fact]
    public void A_violation_names_the_orchestrator_the_place_and_what_is_used()
    {
        var violation = Assert.Single(ReplayRules.Check([typeof(AsksAHelper)]));
        Assert.EndsWith("AsksAHelper.RunAsync", violation.Orchestrator);
        Assert.EndsWith("Helper.Deadline", violation.Where);
        Assert.Equal("System.DateTime.get_Now", violation.What);
    }

    private static HashSet<Rule> Found(Type type) => [.. ReplayRules.Check([type]).Select(violation => violation.Rule)];

    private static List<Type> Marked<T>() where T : Attribute =>
        [.. typeof(ReplayRuleSpecs).Assembly.GetTypes().Where(type => type.GetCustomAttribute<T>() is not null)];
}
