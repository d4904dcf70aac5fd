using System.Threading.Channels;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>
/// Runs activities. A result goes to the orchestration in memory, and the orchestration's next unit deletes the activity's row and
/// keeps the result in one step; a crash before that runs the activity again, which every activity must bear anyway.
/// </summary>
internal sealed class ActivityRunner(Hub hub)
{
    private readonly Channel<ActivityCall> queue = Channel.CreateUnbounded<ActivityCall>();

    public ChannelReader<ActivityCall> Queue => queue.Reader;

    public void Enqueue(ActivityCall call) => queue.Writer.TryWrite(call);

    public async ValueTask RunAsync(ActivityCall call)
    {
        var outcome = await PerformAsync(call);
        hub.Post(call.InstanceId, new Message(call.InstanceKey, call.Execution, MessageSource.Activity, call.TaskId, outcome));
    }

    private async Task<HistoryEvent> PerformAsync(ActivityCall call)
    {
        try
        {
            await using var scope = hub.Services.CreateAsyncScope();
            if (!hub.Factory.TryCreateActivity(call.Name, call.Version, scope.ServiceProvider, out var activity))
                return new HistoryEvent.TaskFailed(call.TaskId, TaskFailures.NoActivity(call.Name));
            var converter = hub.Options.DataConverter;
            var output = await activity.RunAsync(new ActivityContext(call), converter.Deserialize(call.Input, activity.InputType));
            return new HistoryEvent.TaskCompleted(call.TaskId, converter.Serialize(output));
        }
        catch (Exception e)
        {
            return new HistoryEvent.TaskFailed(call.TaskId, TaskFailureDetails.FromException(e));
        }
    }

    private sealed class ActivityContext(ActivityCall call) : TaskActivityContext
    {
        public override TaskName Name => call.Name;

        public override string InstanceId => call.InstanceId;

        public override string Version => call.Version;
    }
}
