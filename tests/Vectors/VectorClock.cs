namespace OmniFunctions.Tests.Vectors;

/// <summary>Tells the time of the vector at hand. Its timers run by the machine's own.</summary>
internal sealed class VectorClock : TimeProvider
{
    private readonly Lock gate = new();
    private TimeSpan shift;

    public void SetTo(DateTimeOffset? time)
    {
        lock (gate) shift = time is { } set ? set - System.GetUtcNow() : TimeSpan.Zero;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return System.GetUtcNow() + shift;
    }
}
