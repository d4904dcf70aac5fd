namespace OmniFunctions.Local.Store;

/// <summary>One caller's work inside a shared commit: it runs in a savepoint, and is told the outcome after the flush.</summary>
internal abstract class UnitOfWork
{
    public abstract void Run(StoreSession session);

    /// <summary>The commit is on the disk: hand out the result, or the exception that undid this unit alone.</summary>
    public abstract void Complete();

    /// <summary>The commit itself failed: no unit of it happened.</summary>
    public abstract void Fail(StoreException failure);
}

internal sealed class UnitOfWork<T>(Func<StoreSession, T> work, Action<T>? committed) : UnitOfWork
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? refused;

    public Task<T> Task => completion.Task;

    public override void Run(StoreSession session)
    {
        session.Prepare("SAVEPOINT unit").Run();
        try
        {
            result = work(session);
        }
        catch (Exception e)
        {
            refused = e;

            // A full disk may have ended the whole transaction already, and a failing one is nothing to go on with: the commit fails for all.
            if (!session.InTransaction || e is StoreException { IsDiskFailure: true }) throw;
            session.ResetUsed();
            session.Prepare("ROLLBACK TO unit").Run();
        }

        session.Prepare("RELEASE unit").Run();
        session.ResetUsed();
    }

    public override void Complete()
    {
        if (refused is not null)
        {
            completion.SetException(refused);
            return;
        }

        try
        {
            committed?.Invoke(result!);
            completion.SetResult(result!);
        }
        catch (Exception e)
        {
            // A bug of one caller must not stop the writer for all.
            completion.SetException(e);
        }
    }

    public override void Fail(StoreException failure) => completion.TrySetException(failure);
}
