using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// Accepts no more connections at once than there are files for. The server's own limit turns clients away only after it has accepted them,
/// and hundreds that come in one moment would take the last file in between; here they stand in the system's line until there is room.
/// </summary>
internal sealed class BoundedListeners(IOptions<SocketTransportOptions> options, ILoggerFactory loggers) : IConnectionListenerFactory, IDisposable
{
    /// <summary>Of the files, those that clients may have. The others are for the store, for what it asks of others, and for the runtime.</summary>
    public static readonly int MaxConnections = (int)Math.Min(Most, Math.Max(OpenFiles.Limit / 4, OpenFiles.Limit - KeptBack));

    private const long Most = 20_000;
    private const long KeptBack = 4_096;

    /// <summary>Connections beyond the limit that are accepted in order to be turned away.</summary>
    private const int BeingTurnedAway = 16;

    private readonly SocketTransportFactory sockets = new(options, loggers);
    private readonly SemaphoreSlim room = new(MaxConnections + BeingTurnedAway);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), room);

    public void Dispose() => room.Dispose();

    private sealed class Listener(IConnectionListener inner, SemaphoreSlim room) : IConnectionListener
    {
        private readonly CancellationTokenSource unbinding = new();

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await room.WaitAsync(unbinding.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            var connection = await inner.AcceptAsync(cancellationToken);
            connection?.ConnectionClosed.UnsafeRegister(static room => ((SemaphoreSlim)room!).Release(), room);
            return connection;
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await unbinding.CancelAsync();
            await inner.UnbindAsync(cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            unbinding.Dispose();
            return inner.DisposeAsync();
        }
    }
}
