using System.Text;
using OmniFunctions.Documents;
using OmniFunctions.Lab;
using OmniFunctions.Lab.Script;
using OmniFunctions.Policies;

namespace OmniFunctions.Tests.Specs.Lab;

/// <summary>Stories told in the specs themselves.</summary>
internal static class Stories
{
    public static readonly ServicePolicy Policy = new(
        "lab-1",
        new QueueId("service"),
        null,
        [
            new QueuePolicy(new QueueId("service"), "Service", ReopenSeconds: 3_600, Callback: new CallbackPolicy()),
            new QueuePolicy(new QueueId("sales"), "Sales"),
        ],
        Skills: [new Skill(new SkillId("refunds"), "退款")],
        Tiers: ["standard", "gold"]);

    public static TimeZoneInfo? Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    /// <summary>A script as JSON; <c>'</c> stands for <c>"</c>.</summary>
    public static (LabScript? Script, IReadOnlyList<DocumentFault> Faults) Read(string json)
    {
        var text = JsonText.Read(Encoding.UTF8.GetBytes(json.Replace('\'', '"')));
        return text.Root is { } root ? ScriptReading.Read(root, Policy, Zone) : (null, text.Faults);
    }

    /// <summary>What happens in Berlin, from 10:00 on 2 March 2026, to the customers li and wu before the agents ana and bo.</summary>
    public static LabRun Play(params string[] story) => Play(Policy, story);

    public static LabRun Play(ServicePolicy policy, params string[] story)
    {
        var (script, faults) = Read(Frame(story));
        Assert.Empty(faults);
        return PolicyLab.Run(CompiledPolicy.Of(policy), script!, Zone);
    }

    public static string Frame(params string[] story) =>
        $$"""
        { 'zone': 'Europe/Berlin', 'from': '2026-03-02 10:00', 'until': '2026-03-12 10:00',
          'agents': [{ 'id': 'ana' }, { 'id': 'bo', 'presence': 'offline' }],
          'customers': [{ 'name': 'li' }, { 'name': 'wu' }],
          'story': [
            {{string.Join(",\n    ", story)}}
          ] }
        """;
}
