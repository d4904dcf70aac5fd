using System.IO.Pipelines;

namespace OmniFunctions.Local.SignalR;

/// <summary>
/// Keeps what is written to a new connection until the hub has counted it in. The framework answers the handshake first, so that a client
/// whose start had just succeeded could miss a message sent right then.
/// </summary>
internal sealed class HeldAnswer(IDuplexPipe transport) : IDuplexPipe
{
    private readonly HeldWriter output = new(transport.Output);

    public PipeReader Input => transport.Input;

    public PipeWriter Output => output;

    /// <summary>Lets the next write through, and with it all that was held.</summary>
    public void Release() => output.IsHeld = false;

    private sealed class HeldWriter(PipeWriter inner) : PipeWriter
    {
        private volatile bool isHeld = true;

        public bool IsHeld
        {
            set => isHeld = value;
        }

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            isHeld ? new(new FlushResult(isCanceled: false, isCompleted: false)) : inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        // Completing sends what was held: a refused handshake is told why.
        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
    }
}
