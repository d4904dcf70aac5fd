namespace OmniFunctions.Local.Store;

/// <summary>
/// Room that the store holds on its disk for the day when something else fills it. It is given up for finishing what was promised, and
/// whoever would bring new work is to be turned away until it has been taken back.
/// </summary>
internal sealed class Reserve
{
    public const string FileName = "reserve";
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);
    private readonly string path;
    private readonly long bytes;
    private readonly TimeProvider time;
    private long nextAttempt;
    private volatile bool isGivenUp;

    public Reserve(StoreOptions options)
    {
        path = Path.Combine(options.Folder, FileName);
        bytes = options.ReserveBytes;
        time = options.Time;
        isGivenUp = bytes > 0 && !TryTake();
    }

    /// <summary>Whether the room is held; looks now and then whether it can be held again.</summary>
    public bool IsHeld()
    {
        if (!isGivenUp) return true;
        var due = Volatile.Read(ref nextAttempt);
        var now = time.GetTimestamp();
        if (now < due || Interlocked.CompareExchange(ref nextAttempt, now + (long)(BetweenAttempts.TotalSeconds * time.TimestampFrequency), due) != due) return false;
        isGivenUp = !TryTake();
        return !isGivenUp;
    }

    public void GiveUp()
    {
        if (bytes == 0) return;
        isGivenUp = true;
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then there is no more room than there was.
        }
    }

    private bool TryTake()
    {
        try
        {
            // As much again stays free, or the next writes would meet the end of the disk at once.
            if (new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace < 2 * bytes) return false;
            using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, PreallocationSize = bytes });
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
