using System.Globalization;

namespace OmniFunctions.Runtime.Keys;

/// <summary>The partitions of the lists: what waits in a queue, what an agent holds, what is open, what was closed on a day, and whose life goes on.</summary>
internal static class HolderKeys
{
    public static string Queue(TenantId tenant, QueueId queue) => $"{tenant.Value}|queue|{queue.Value}";

    public static string Agent(TenantId tenant, AgentId agent) => $"{tenant.Value}|agent|{agent.Value}";

    public static string Bot(TenantId tenant) => $"{tenant.Value}|bot";

    public static string Open(TenantId tenant) => $"{tenant.Value}|open";

    public static string Living(TenantId tenant) => $"{tenant.Value}|living";

    /// <summary>Days are of UTC.</summary>
    public static string Closed(TenantId tenant, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}|closed|{at.UtcDateTime:yyyyMMdd}");

    public static string ById(ConversationId id) => id.Value;

    public static string OldestFirst(DateTimeOffset at, ConversationId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}|{id.Value}");

    public static string NewestFirst(DateTimeOffset at, ConversationId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.Ticks - at.UtcTicks:D19}|{id.Value}");

    /// <exception cref="FormatException">It is no such row.</exception>
    public static DateTimeOffset TimeOfNewestFirst(string row)
    {
        var bar = row.IndexOf('|', StringComparison.Ordinal);
        return long.TryParse(row.AsSpan(0, Math.Max(0, bar)), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(DateTimeOffset.MaxValue.Ticks - ticks, TimeSpan.Zero)
            : throw new FormatException("The cursor was not made here.");
    }

    public static ConversationId ConversationOf(string row) => new(row[(row.IndexOf('|', StringComparison.Ordinal) + 1)..]);
}
