using System.Globalization;
using System.Runtime.CompilerServices;
using OmniFunctions.Conversations;
using OmniFunctions.Lab;
using OmniFunctions.Lab.Script;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Runtime;

/// <summary>The stories of the guide, played: what their comments say comes true.</summary>
public sealed class LabGuideSpecs
{
    [Fact]
    public void Over_a_weekend_the_clock_stands_still_and_the_answer_is_due_on_monday_after_lunch()
    {
        var run = Play("shanghai", "weekend");
        Assert.Equal("Mon 2026-09-14 13:30:00 +08:00", DueAtFirst(run));
        Assert.Equal(TimeSpan.FromMinutes(30), Look(run, 0).Elapsed);
        Assert.Equal(ServiceVerdict.Met, LastOf(run, ServiceMeasure.FirstResponse).Verdict);
        Assert.Equal(new TimeSpan(3, 55, 10), LastOf(run, ServiceMeasure.FirstResponse).Elapsed);
    }

    [Fact]
    public void A_saturday_that_is_worked_counts_as_the_wednesday_it_stands_for()
    {
        var run = Play("shanghai", "working-saturday");
        Assert.Equal("Thu 2026-10-08 09:20:00 +08:00", DueAtFirst(run));
        Assert.Equal([TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15)], [Look(run, 0).Elapsed, Look(run, 1).Elapsed]);
        Assert.Equal("Sat 2026-10-10 09:30:00 +08:00", Shown(Breach(run)));
    }

    [Fact]
    public void Where_the_clock_is_put_forward_the_shift_has_three_hours()
    {
        var run = Play("berlin", "clock-forward");
        Assert.Equal([TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61)], [Look(run, 0).Elapsed, Look(run, 1).Elapsed]);
        Assert.Equal("Sun 2026-03-29 05:00:00 +02:00", Shown(Breach(run)));
    }

    [Fact]
    public void Where_the_clock_is_put_back_the_shift_has_five_hours()
    {
        var run = Play("berlin", "clock-back");
        Assert.Equal([TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(150)], [Look(run, 0).Elapsed, Look(run, 1).Elapsed]);
        Assert.Equal("Sun 2026-10-25 03:00:00 +01:00", Shown(Breach(run)));
    }

    [Fact]
    public void Over_lunch_the_clock_stands_still()
    {
        var run = Play("shanghai", "split-shift");
        Assert.Equal("Tue 2026-09-15 13:15:00 +08:00", DueAtFirst(run));
        Assert.Equal(TimeSpan.FromMinutes(15), Look(run, 0).Elapsed);
        Assert.Equal(new TimeSpan(0, 25, 33), LastOf(run, ServiceMeasure.FirstResponse).Elapsed);
    }

    [Fact]
    public void A_conversation_that_is_snoozed_over_a_holiday_wakes_on_the_first_working_day_with_the_same_agent()
    {
        var run = Play("shanghai", "snooze-over-a-holiday");
        Assert.True(Look(run, 0).IsPaused);
        var woken = run.Steps.Single(step => step.Events.Any(e => e is ConversationEvent.Woken));
        Assert.Equal("Thu 2026-10-08 09:00:00 +08:00", Shown(woken));
        var offered = run.Steps.First(step => step.Number > woken.Number && step.Events.Any(e => e is ConversationEvent.Offered));
        Assert.Equal("chen", offered.Events.OfType<ConversationEvent.Offered>().Single().Agent.Value);
        Assert.Equal(new TimeSpan(0, 14, 5), LastOf(run, ServiceMeasure.Resolution).Elapsed);
    }

    [Fact]
    public void A_callback_is_due_by_the_customers_clock_and_tried_again_after_an_hour()
    {
        var run = Play("shanghai", "callback-in-the-customers-zone");
        Assert.Equal("Mon 2026-10-26 16:30:00 +08:00", Shown(run.Steps.First(step => step.Events.Any(e => e is ConversationEvent.CallbackFellDue))));
        var attempts = run.Steps.SelectMany(step => step.Events).OfType<ConversationEvent.CallbackAttempted>().ToList();
        Assert.Equal([CallbackOutcome.NoAnswer, CallbackOutcome.Reached], attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(TimeSpan.FromHours(1), attempts[0].NextDueAt - attempts[0].At);
    }

    /// <summary>Whatever lies in the folder is a policy or a story, and every story goes as it is written: no line of it is refused.</summary>
    [Fact]
    public void No_line_of_any_story_is_refused()
    {
        var stories = Directory.EnumerateFiles(Folder(), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Except(["shanghai", "berlin"]).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(7, stories.Count);
        foreach (var story in stories)
        {
            var run = Play(story.StartsWith("clock", StringComparison.Ordinal) ? "berlin" : "shanghai", story);
            Assert.All(run.Steps, step => Assert.Null(step.Refusal));
            Assert.False(run.IsCutOff);
        }
    }

    private static string DueAtFirst(LabRun run) => Shown(run.Steps[0].InItsZone(run.Steps[0].Clocks.Single(clock => clock.Measure == ServiceMeasure.FirstResponse).DueAt!.Value));

    /// <summary>The first response as the n-th look of the story saw it; the resolution where the first response is over.</summary>
    private static LabClock Look(LabRun run, int n) => run.Steps.Where(step => step.What == "Look").ElementAt(n).Clocks.First(clock => clock.Verdict == ServiceVerdict.Open);

    private static LabClock LastOf(LabRun run, ServiceMeasure measure) => run.Steps[^1].Clocks.Single(clock => clock.Measure == measure);

    private static LabStep Breach(LabRun run) => run.Steps.Single(step => step.Events.OfType<ConversationEvent.ClocksChanged>()
        .Any(changed => changed.Changes.Any(change => change.Measure == ServiceMeasure.FirstResponse && change.Fired.Any(mark => mark.Percent == ServiceTarget.Breach))));

    private static string Shown(LabStep step) => Shown(step.Local);

    private static string Shown(DateTimeOffset local) => local.ToString("ddd yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private static LabRun Play(string policyName, string storyName)
    {
        var policy = PolicyDocument.Read(File.ReadAllText(Path.Combine(Folder(), policyName + ".yaml")));
        Assert.Empty(policy.Faults);
        var document = DocumentReader.Read(File.ReadAllText(Path.Combine(Folder(), storyName + ".yaml")));
        Assert.Empty(document.Faults);
        var (script, faults) = ScriptReading.Read(document.Root!, policy.Policy!, Zones.Find);
        Assert.Empty(faults);
        return PolicyLab.Run(CompiledPolicy.Of(policy.Policy!, Zones.Find), script!, Zones.Find);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "guides", "policy-lab");
}
