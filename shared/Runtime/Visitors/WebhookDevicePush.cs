using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Runtime.Visitors;

/// <summary>Tells the company's own server, at the address and under the secret of the account. Devices that it says are gone are forgotten.</summary>
public sealed class WebhookDevicePush(DeviceStore devices, EgressClient egress, TimeProvider time, ILogger<WebhookDevicePush> logger) : IDevicePush, IDisposable
{
    public const int MaxAttempts = 3;

    /// <summary>Told at the same time; what comes while so many are being told is dropped, as pushes may be.</summary>
    public const int MaxAtOnce = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim places = new(MaxAtOnce, MaxAtOnce);
    private volatile Task last = Task.CompletedTask;

    /// <summary>The push that began last, for whoever wants to wait for it.</summary>
    internal Task Last => last;

    public void Dispose() => places.Dispose();

    public void Tell(ChannelAccount account, string visitor, string id, string text)
    {
        if (!PushCall.IsConfigured(account)) return;
        if (!places.Wait(TimeSpan.Zero))
        {
            logger.LogWarning("A push of {Account} was dropped: {Count} are being told", account.Key, MaxAtOnce);
            return;
        }

        last = Task.Run(() => TellAsync(account, visitor, id, text, CancellationToken.None), CancellationToken.None);
    }

    private async Task TellAsync(ChannelAccount account, string visitor, string id, string text, CancellationToken cancellation)
    {
        try
        {
            var known = await devices.OfAsync(account.Key, visitor, cancellation);
            for (var attempt = 1; known.Count > 0 && attempt <= MaxAttempts; attempt++)
            {
                if (PushCall.Compose(id, known, text, account, time.GetUtcNow()) is not { } call) return;
                if (await egress.SendAsync(call, account, cancellation) is EgressResult.Answered { Response: { Status: < 500 and not 429 } response })
                {
                    foreach (var gone in PushCall.Gone(response)) await devices.RemoveAsync(account.Key, visitor, gone, cancellation);
                    if (response.Status >= 300) logger.LogWarning("The server that pushes for {Account} answered {Status}", account.Key, response.Status);
                    return;
                }

                if (attempt < MaxAttempts) await Task.Delay(Pause * attempt, time, cancellation);
            }

            if (known.Count > 0) logger.LogWarning("The server that pushes for {Account} could not be told", account.Key);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The answer is on the page; nothing of the device or the message is said.
            logger.LogWarning("A push of {Account} failed: {Error}", account.Key, e.GetType().Name);
        }
        finally
        {
            places.Release();
        }
    }
}
