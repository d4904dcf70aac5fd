using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>
/// Lets the writers of one conversation within this process go one after the other, where they would otherwise only make each other
/// repeat. It is a courtesy, no guarantee: between processes the head's version decides.
/// </summary>
internal sealed class WriterGates : IDisposable
{
    private const int Count = 1_024;

    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<Pass> EnterAsync(ConversationKey key, CancellationToken cancellation)
    {
        var gate = gates[(key.GetHashCode() & int.MaxValue) % Count];
        await gate.WaitAsync(cancellation);
        return new Pass(gate);
    }

    public void Dispose()
    {
        foreach (var gate in gates) gate.Dispose();
    }

    public readonly struct Pass(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
