using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Attendance;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Attendance;

/// <summary>
/// Attendance (考勤): a row for each agent and day, and one with what each agent is doing now. Written by one writer for each agent, over and
/// over the same, so that twice is once.
/// </summary>
public sealed class AttendanceStore(TableServiceClient tables)
{
    /// <summary>As many as a tenant has agents.</summary>
    public const int MaxAgents = 2_000;

    private const string Document = "Document";
    private readonly TableClient table = tables.GetTableClient(TableNames.Attendance);

    public async Task SaveAsync(TenantId tenant, AgentId agent, AttendanceRecord record, IReadOnlyList<AttendanceDay> changed, CancellationToken cancellation = default)
    {
        foreach (var day in changed) await WriteAsync(DayPartition(tenant, day.Day), agent, day, AttendanceJson.Default.AttendanceDay, cancellation);
        await WriteAsync(NowPartition(tenant), agent, record, AttendanceJson.Default.AttendanceRecord, cancellation);
    }

    /// <summary>One day of everybody, with the time up to now counted in for those who are there.</summary>
    public async Task<IReadOnlyDictionary<AgentId, AttendanceDay>> OfDayAsync(
        TenantId tenant, DateOnly day, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var days = new Dictionary<AgentId, AttendanceDay>();
        await foreach (var (agent, stored) in ReadAsync(DayPartition(tenant, day), AttendanceJson.Default.AttendanceDay, cancellation)) days[agent] = stored;
        await foreach (var (agent, record) in ReadAsync(NowPartition(tenant), AttendanceJson.Default.AttendanceRecord, cancellation))
        {
            if (record.Until(now, zone).Changed.FirstOrDefault(counted => counted.Day == day) is { } running) days[agent] = running;
        }

        return days;
    }

    private async Task WriteAsync<T>(
        string partition, AgentId agent, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form, CancellationToken cancellation) =>
        await table.UpsertEntityAsync(
            new TableEntity(partition, agent.Value) { [Document] = JsonSerializer.Serialize(value, form) }, TableUpdateMode.Replace, cancellation);

    private async IAsyncEnumerable<(AgentId Agent, T Value)> ReadAsync<T>(
        string partition,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var read = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
        {
            yield return (new AgentId(row.RowKey), JsonSerializer.Deserialize(row.GetString(Document), form)!);
            if (++read == MaxAgents) yield break;
        }
    }

    private static string DayPartition(TenantId tenant, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{tenant}|{day:yyyy-MM-dd}");

    private static string NowPartition(TenantId tenant) => $"{tenant}|now";
}
