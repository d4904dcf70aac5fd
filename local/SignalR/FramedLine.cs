using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OmniFunctions.Local.SignalR;

/// <summary>
/// The line under a WebSocket of the server's side. Besides what the WebSocket writes, it takes a ping of the hub's protocol that was framed once for all connections,
/// and puts it between two messages (RFC 6455, section 5.4): a ping by way of hub, pipe and WebSocket costs twice as much.
/// </summary>
internal sealed class FramedLine(Stream inner) : Stream
{
    /// <summary><c>{"type":6}</c> as a text frame, not masked, because a server's are not.</summary>
    private static readonly byte[] Ping = [0x81, 11, .. "{\"type\":6}\u001e"u8];

    // One writes at a time. A ping does not wait for its turn: what is being written is a sign of life itself.
    private readonly SemaphoreSlim turn = new(1);
    private bool isBetweenMessages = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Has the upgrade of this request, if it comes to one, give a line that pings can be put on.</summary>
    public static void WatchFor(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
            context.Features.Set<IHttpUpgradeFeature>(new Upgrade(context, upgrade));
    }

    /// <summary>Sends a ping unless something is being written, or a message is half written.</summary>
    public void SayAlive()
    {
        if (!turn.Wait(0)) return;
        if (!isBetweenMessages)
        {
            turn.Release();
            return;
        }

        try
        {
            // Nothing is done about a line that is gone: whoever reads from it finds out.
            if (WriteInTurnAsync(Ping, CancellationToken.None) is { IsCompletedSuccessfully: false } slow) _ = slow.ContinueWith(static gone => gone.Exception, TaskScheduler.Default);
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The same, found at once.
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        isBetweenMessages = Frame.EndsMessage(buffer.Span) ?? isBetweenMessages;
        await WriteInTurnAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    private Task WriteInTurnAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellation)
    {
        ValueTask writing;
        try
        {
            writing = inner.WriteAsync(buffer, cancellation);
        }
        catch
        {
            turn.Release();
            throw;
        }

        if (!writing.IsCompletedSuccessfully) return WaitAsync(writing);
        turn.Release();
        return Task.CompletedTask;

        async Task WaitAsync(ValueTask writing)
        {
            try
            {
                await writing.ConfigureAwait(false);
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private sealed class Upgrade(HttpContext context, IHttpUpgradeFeature inner) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => inner.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync()
        {
            var line = new FramedLine(await inner.UpgradeAsync());
            context.Features.Set(line);
            return line;
        }
    }

    /// <summary>What a frame's first byte says (RFC 6455, section 5.2). The WebSocket writes each frame by one call.</summary>
    private static class Frame
    {
        private const int Fin = 0x80;
        private const int Opcode = 0x0F;
        private const int FirstControl = 0x8;

        /// <returns>Null for a control frame, which may stand within a message and changes nothing.</returns>
        public static bool? EndsMessage(ReadOnlySpan<byte> frame) =>
            frame.IsEmpty || (frame[0] & Opcode) >= FirstControl ? null : (frame[0] & Fin) != 0;
    }
}
