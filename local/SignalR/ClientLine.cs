using Microsoft.AspNetCore.SignalR;

namespace OmniFunctions.Local.SignalR;

/// <summary>
/// What waits to be written to one client. Who sends is told that the message was taken, not that it arrived, as by the cloud service; so one client
/// that reads nothing holds nobody up. No more than this is kept for it: then it is cut off, comes back, and asks for what it missed.
/// </summary>
internal sealed class ClientLine(HubConnectionContext connection)
{
    /// <summary>With what the line itself holds, well below a megabyte.</summary>
    public const int MaxWaitingBytes = 512 * 1024;

    private int waitingBytes;

    public HubConnectionContext Connection => connection;

    public void Send(SerializedHubMessage message)
    {
        var writing = connection.WriteAsync(message);
        if (writing.IsCompleted) return;
        var bytes = message.GetSerializedMessage(connection.Protocol).Length;
        if (Interlocked.Add(ref waitingBytes, bytes) > MaxWaitingBytes) connection.Abort();
        _ = ReleaseAsync(writing.AsTask(), bytes);
    }

    private async Task ReleaseAsync(Task writing, int bytes)
    {
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Add(ref waitingBytes, -bytes);
    }
}
