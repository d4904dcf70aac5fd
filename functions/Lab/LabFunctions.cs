using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Admin;
using OmniFunctions.Answers;
using OmniFunctions.Lab.Script;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Lab;

/// <summary>The policy lab for the desk. Nothing is stored and nobody is written to: customers and agents are the script's.</summary>
public sealed class LabFunctions(PolicyStore policies)
{
    /// <summary>Of the request's body: a policy and a script, in which every line break takes two characters.</summary>
    private const int MaxBodyBytes = 2 * PolicyLimits.MaxBytes;

    private const int MaxScriptLength = 256 * 1024;

    /// <summary>Stories that are played at once in one process: each takes a core for as long as it lasts.</summary>
    private const int MaxAtOnce = 1;

    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);
    private static readonly SemaphoreSlim Turns = new(MaxAtOnce);

    [Function("PolicyLab"), Requires(Permission.Supervisor)]
    [Describes("Play a story of customers and agents through a policy on a virtual clock, and see which rule decided each step.", typeof(LabView), Takes = typeof(LabRequest), Query = ["lang"])]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/lab")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (wish, refusal) = await Body.ReadAsync(request, DeskJson.Instance.LabRequest, MaxBodyBytes, cancellationToken);
        if (refusal is not null) return refusal;
        if (wish!.Script is not { Length: > 0 and <= MaxScriptLength } text) return Problems.Invalid("script", $"1 to {MaxScriptLength} characters: what happens, in YAML or JSON.");
        var (policy, unfit) = await PolicyAsync(request, wish, cancellationToken);
        if (policy is null) return unfit!;
        var document = DocumentReader.Read(text);
        var (script, faults) = document.Root is { } root ? ScriptReading.Read(root, policy.Document, Zones.Find) : (null, document.Faults);
        return script is null
            ? Problems.ScriptFaults(PolicyFaultView.Of(faults))
            : await PlayAsync(policy, script, LabSentences.In(Language(request)), cancellationToken);
    }

    private static async Task<IResult> PlayAsync(CompiledPolicy policy, LabScript script, LabSentences sentences, CancellationToken cancellationToken)
    {
        if (!await Turns.WaitAsync(MaxWait, cancellationToken)) return Problems.Unavailable(MaxDuration);
        try
        {
            using var time = new CancellationTokenSource(MaxDuration);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            var run = PolicyLab.Run(policy, script, Zones.Find, either.Token);
            return Results.Json(LabView.Of(run, sentences, Stopwatch.GetElapsedTime(started)), DeskJson.Instance.LabView);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Problems.Invalid("script", $"The story takes longer than {MaxDuration.TotalSeconds:0} seconds to play; tell a shorter one.");
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>The one in the request, the stored version it names, or the one in force.</summary>
    private async Task<(CompiledPolicy? Policy, IResult? Unfit)> PolicyAsync(HttpRequest request, LabRequest wish, CancellationToken cancellationToken)
    {
        var tenant = request.Agent().Tenant;
        if (wish.Policy is { Length: > 0 } text)
        {
            var reading = PolicyDocument.Read(text);
            return reading.Policy is { } read ? (CompiledPolicy.Of(read, Zones.Find), null) : (null, Problems.PolicyFaults(PolicyFaultView.Of(reading.Faults)));
        }

        if (wish.Version is not { Length: > 0 } version) return (await policies.CompiledAsync(tenant, cancellationToken), null);
        return await policies.FindAsync(tenant, version, cancellationToken) is { } stored ? (stored, null) : (null, Problems.Invalid("version", "There is no such version."));
    }

    private static string Language(HttpRequest request) =>
        Query.Text(request, "lang") ?? (request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : ServicePolicy.Chinese);
}

/// <param name="Script">What happens, in YAML or JSON.</param>
/// <param name="Policy">The rules as a document; absent: those of <paramref name="Version"/>.</param>
/// <param name="Version">A stored version; absent: the one in force.</param>
public sealed record LabRequest(string? Script, string? Policy = null, string? Version = null);
