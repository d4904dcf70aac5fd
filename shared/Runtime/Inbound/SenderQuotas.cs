using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// How much one customer may send: far beyond what anybody types, and little enough that a flood is taken in within moments and the others do not wait for it.
/// Kept for this process alone: with several instances a customer may send as much to each.
/// </summary>
public sealed class SenderQuotas(TimeProvider time)
{
    public const int Burst = 2_000;
    public const int PerSecond = 200;

    /// <summary>Customers are told apart by this many places; two who share one, which is rare, share its quota.</summary>
    private const int Places = 1 << 16;

    private readonly Lock gate = new();
    private readonly Place[] places = new Place[Places];

    /// <summary>Counts the items. A request goes through as a whole if one of them is from somebody who still may: nobody is turned away for whom they came with.</summary>
    /// <returns>False when all of its customers have sent too much.</returns>
    public bool TryTake(AccountKey account, IReadOnlyList<InboundItem> items)
    {
        if (items.Count == 0) return true;
        var now = time.GetTimestamp();
        lock (gate)
        {
            var room = false;
            foreach (var item in items) room |= PlaceOf(account, item).RoomAt(now, time) >= 1;
            if (!room) return false;
            foreach (var item in items) PlaceOf(account, item).Take();
            return true;
        }
    }

    private ref Place PlaceOf(AccountKey account, InboundItem item) => ref places[(uint)HashCode.Combine(account, item.Sender) % Places];

    private struct Place
    {
        private double taken;
        private long at;

        public double RoomAt(long now, TimeProvider time)
        {
            taken = Math.Max(0, taken - (time.GetElapsedTime(at, now).TotalSeconds * PerSecond));
            at = now;
            return Burst - taken;
        }

        public void Take() => taken = Math.Min(Burst, taken + 1);
    }
}
