using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniFunctions.Conversations;
using OmniFunctions.Lab.Script;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Lab;

/// <summary><c>lab</c>: a story of customers and agents through a policy, step by step, with the rule that decided each.</summary>
internal static class LabCommand
{
    public const string Usage = "lab <policy> <script> [--lang zh|en] [--json]     (documents are YAML or JSON; '-' as policy is the demo tenant's)";

    public static int Run(IEnumerable<string> args, TextWriter output, TextWriter error)
    {
        var read = Arguments.Read(args, ["--lang"], ["--json"]);
        var sentences = LabSentences.In(read.Choice("--lang", "en", "zh"));
        if (read.Faults.Count > 0 || read.Positional is not [var policyFile, var scriptFile]) return LabCommands.NotUnderstood(error, read.Faults, Usage);
        if (LabCommands.Policy(policyFile == "-" ? null : policyFile, error) is not { } policy || LabCommands.Text(scriptFile, error) is not { } text) return LabCommands.Failed;
        var document = DocumentReader.Read(text);
        var (script, faults) = document.Root is { } root ? ScriptReading.Read(root, policy.Document, Zones.Find) : (null, document.Faults);
        if (script is null) return LabCommands.Refused(error, scriptFile, faults);
        var started = Stopwatch.GetTimestamp();
        var run = PolicyLab.Run(policy, script, Zones.Find);
        var elapsed = Stopwatch.GetElapsedTime(started);
        output.Write(read.Has("--json") ? JsonSerializer.Serialize(LabView.Of(run, sentences, elapsed), LabCommands.Json) + "\n" : Text(run, sentences, elapsed));
        return LabCommands.Done;
    }

    internal static string Text(LabRun run, LabSentences sentences, TimeSpan elapsed)
    {
        var text = new StringBuilder();
        text.AppendLine(sentences.Say(
                $"策略 {run.PolicyVersion}（{run.PolicyHash[..LabCommands.HashShown]}）", $"Policy {run.PolicyVersion} ({run.PolicyHash[..LabCommands.HashShown]})"))
            .AppendLine();
        foreach (var step in run.Steps) Append(text, step, sentences);
        var took = elapsed.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
        var days = (run.Script.Until - run.Script.From).TotalDays.ToString("0.#", CultureInfo.InvariantCulture);
        return text
            .AppendLine()
            .AppendLine(sentences.Say($"{run.Steps.Count} 步，{days} 天，用时 {took} 毫秒", $"{run.Steps.Count} steps, {days} days, in {took} ms"))
            .AppendLine(run.IsCutOff ? sentences.Say("步数达到上限，已截断", "cut off at the limit of steps") : "")
            .ToString()
            .TrimEnd() + "\n";
    }

    private static void Append(StringBuilder text, LabStep step, LabSentences sentences)
    {
        var who = step.Customer is { } customer ? customer + "  " : "";
        text.AppendLine(CultureInfo.InvariantCulture, $"{sentences.Weekday(step.Local)} {step.Local:yyyy-MM-dd HH:mm:ss zzz}  {who}{sentences.Of(step)}");
        var details = new List<string>();
        if (step.Phase is { } phase) details.Add($"[{sentences.Phase(phase)}]");
        details.AddRange(step.Clocks.Where(clock => IsShown(clock, step)).Select(clock => sentences.Clock(clock, step)));
        if (details.Count > 0) text.Append(' ', 4).AppendLine(string.Join("  ", details));
        if (step.Rules.Count > 0) text.Append(' ', 4).Append(sentences.Say("依据 ", "by ")).AppendLine(string.Join("; ", step.Rules));
    }

    /// <summary>One that runs, or has just ended.</summary>
    private static bool IsShown(LabClock clock, LabStep step) =>
        clock.Verdict == ServiceVerdict.Open
        || step.Events.OfType<ConversationEvent.ClocksChanged>().Any(changed => changed.Changes.Any(change => change.Measure == clock.Measure));
}
