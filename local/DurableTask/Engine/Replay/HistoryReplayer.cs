using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Orchestrations;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Replay;

/// <summary>
/// Runs orchestrator code over stored histories and says whether it still asks for what it asked for then. Nothing is performed and nothing
/// is written: a changed orchestrator can be tried on the histories of instances that are under way before it is deployed.
/// </summary>
/// <param name="factory">Makes the orchestrators under trial.</param>
/// <param name="services">What they are made from; null if they need nothing.</param>
/// <param name="options">The data converter and the limits of the hub that the histories come from.</param>
public sealed class HistoryReplayer(IDurableTaskFactory factory, IServiceProvider? services = null, TaskHubOptions? options = null)
{
    private readonly IServiceProvider services = services ?? new ServiceCollection().BuildServiceProvider();
    private readonly TaskHubOptions options = options ?? new TaskHubOptions();

    public ReplayReport Replay(StoredHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var document = history.Document;
        var scope = services.CreateAsyncScope();
        if (!factory.TryCreateOrchestrator(document.Orchestrator, document.Version, scope.ServiceProvider, out var orchestrator))
        {
            scope.Dispose();
            return new ReplayReport(0, $"No orchestrator named '{document.Orchestrator}' of version '{document.Version}' is registered.");
        }

        using var execution = new Execution(StartOf(document), orchestrator, scope);
        return Replay(document, execution);
    }

    private static ReplayReport Replay(HistoryDocument document, Execution execution)
    {
        // A failure of the engine's own making is a last step that the code never took.
        var wasRefused = document.Status == OrchestrationRuntimeStatus.Failed && TaskFailures.IsOfTheEngine(document.Failure);
        IReadOnlyList<Turn> turns = wasRefused ? [.. document.Turns.SkipLast(1)] : document.Turns;
        for (var i = 0; i < turns.Count; i++)
        {
            try
            {
                if (wasRefused || i < turns.Count - 1) execution.Replay(turns[i]);
                else Compare(document, execution.ReplayLast(turns[i]));
            }
            catch (NonDeterministicOrchestrationException e)
            {
                return new ReplayReport(i, $"Step {i + 1} of {turns.Count}, at {new DateTime(turns[i].At, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture)}: {e.Message}");
            }
        }

        return new ReplayReport(turns.Count, null);
    }

    private static void Compare(HistoryDocument then, TurnOutcome now)
    {
        var agrees = (then.Status, now) switch
        {
            (OrchestrationRuntimeStatus.Completed, TurnOutcome.Completed completed) => completed.Output == then.Output,
            (OrchestrationRuntimeStatus.Failed, TurnOutcome.Failed failed) => failed.Failure.ErrorType == then.Failure?.ErrorType,
            (OrchestrationRuntimeStatus.Terminated, TurnOutcome.Terminated) => true,
            (var status, TurnOutcome.Waiting) => status.IsAlive(),
            _ => false,
        };
        if (!agrees) throw new NonDeterministicOrchestrationException(then.Orchestrator, $"it to stand {Ending(then)} after this step", $"stands {Ending(now)}");
    }

    private static string Ending(HistoryDocument then) => then.Status switch
    {
        OrchestrationRuntimeStatus.Completed => $"completed with the output {then.Output ?? "null"}",
        OrchestrationRuntimeStatus.Failed => $"failed with {then.Failure?.ErrorType}",
        OrchestrationRuntimeStatus.Terminated => "terminated",
        _ => "waiting",
    };

    private static string Ending(TurnOutcome now) => now switch
    {
        TurnOutcome.Completed completed => $"completed with the output {completed.Output ?? "null"}",
        TurnOutcome.Failed failed => $"failed with {failed.Failure.ErrorType}: {failed.Failure.ErrorMessage}",
        TurnOutcome.Terminated => "terminated",
        TurnOutcome.ContinuedAsNew => "ready to continue as new",
        TurnOutcome.Waiting => "waiting",
        _ => throw new InvalidOperationException($"Unknown outcome {now.GetType().Name}."),
    };

    private ExecutionStart StartOf(HistoryDocument document) => new(
        document.InstanceId,
        document.Orchestrator,
        document.Version,
        document.Input,
        document.Seed,
        document.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null,
        options.DataConverter,
        NullLoggerFactory.Instance,
        options,
        () => { });
}
