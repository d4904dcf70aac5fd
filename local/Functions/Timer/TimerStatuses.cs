using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>When each timer ran last and is due next, kept over restarts.</summary>
internal sealed class TimerStatuses
{
    private readonly EmbeddedStore store;

    public TimerStatuses(EmbeddedStore store)
    {
        this.store = store;
        store.Define("timers", "CREATE TABLE timer_status (name TEXT PRIMARY KEY, last INTEGER NOT NULL, next INTEGER NOT NULL, updated INTEGER NOT NULL) WITHOUT ROWID");
    }

    public ScheduleStatus? Find(string name) => store.Read(session =>
    {
        var row = session.Prepare("SELECT last, next, updated FROM timer_status WHERE name = ?1").Bind(1, name);
        return row.Step() ? new ScheduleStatus { Last = Utc(row.Int64(0)), Next = Utc(row.Int64(1)), LastUpdated = Utc(row.Int64(2)) } : null;
    });

    public Task KeepAsync(string name, ScheduleStatus status) => store.WriteAsync(session => session
        .Prepare("INSERT INTO timer_status VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET last = excluded.last, next = excluded.next, updated = excluded.updated")
        .Bind(1, name).Bind(2, status.Last.Ticks).Bind(3, status.Next.Ticks).Bind(4, status.LastUpdated.Ticks).Run());

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
