using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace OmniFunctions.Tests.Local.Tables;

public enum Mood
{
    Calm,
    Angry,
}

public sealed class Ticket : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public long Priority { get; set; }

    public Mood Mood { get; set; }

    public DateTime? OpenedOn { get; set; }

    public string? Note { get; set; }

    [IgnoreDataMember]
    public string? Secret { get; set; }

    [DataMember(Name = "other_name")]
    public string? Renamed { get; set; }

    public bool IsOpen { get; set; }
}
