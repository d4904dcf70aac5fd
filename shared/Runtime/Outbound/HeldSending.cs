using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>Sends what waited for its account, when the account may send again. A timer calls it.</summary>
public sealed class HeldSending(HeldSends held, Sender sender, TimeProvider time)
{
    /// <summary>When it runs, as a timer trigger reads it.</summary>
    public const string Schedule = "*/5 * * * * *";

    private static readonly TimeSpan StillAtIt = TimeSpan.FromSeconds(6);

    /// <returns>The conversations whose lifecycles are to be rung.</returns>
    public async Task<IReadOnlyList<ConversationKey>> RunAsync(CancellationToken cancellation = default)
    {
        var changed = new List<ConversationKey>();
        var waiting = (await held.AllAsync(cancellation)).GroupBy(one => one.Account, one => one.Held);

        // Accounts side by side: one that is slow holds up no other. One that was taken away is told from the others when it is looked for.
        foreach (var keys in await Task.WhenAll(waiting.Select(ofAccount => SendAsync(ofAccount.Key, ofAccount, cancellation)))) changed.AddRange(keys);
        return changed;
    }

    private async Task<IReadOnlyList<ConversationKey>> SendAsync(AccountKey account, IEnumerable<HeldSend> waiting, CancellationToken cancellation)
    {
        var changed = new List<ConversationKey>();
        foreach (var conversation in waiting.GroupBy(one => one.Task.Conversation))
        {
            // In the order in which it was said: as long as the first one waits, so do the others.
            foreach (var one in conversation)
            {
                if (one.Until > time.GetUtcNow() || !await held.TryTakeAsync(account, one, cancellation)) break;
                var (isHeld, key) = await HandleAsync(account, one, cancellation);
                if (isHeld) break;
                await held.ForgetAsync(account, one.Task, cancellation);
                if (key is { } rung) changed.Add(rung);
            }
        }

        return changed;
    }

    /// <summary>A call may take long; a bearer that falls over is to be missed soon.</summary>
    private async Task<(bool IsHeld, ConversationKey? Key)> HandleAsync(AccountKey account, HeldSend one, CancellationToken cancellation)
    {
        var sending = sender.HandleHeldAsync(account, one, cancellation);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        while (await Task.WhenAny(sending, Task.Delay(StillAtIt, time, done.Token)) != sending && !cancellation.IsCancellationRequested)
            await held.KeepAsync(account, one, cancellation);
        await done.CancelAsync();
        return await sending;
    }
}
