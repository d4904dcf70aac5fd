using System.Runtime.CompilerServices;

namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>
/// Await it to let everything run that can run. The pool has one thread; an item of ours at the end of its queue that finds
/// nothing else pending knows that the program is at rest: only time, a commit or a client can move it.
/// </summary>
internal sealed class Quiet : IThreadPoolWorkItem, INotifyCompletion
{
    private Action? continuation;

    public bool IsCompleted => false;

    public Quiet GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation)
    {
        this.continuation = continuation;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        if (ThreadPool.PendingWorkItemCount > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        var resume = continuation!;
        continuation = null;
        resume();
    }
}
