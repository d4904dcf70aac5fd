namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Which entities; null matches all.</summary>
public record EntityQuery
{
    private readonly string? instanceIdStartsWith;

    public const int DefaultPageSize = 100;

    /// <summary>A prefix of <c>@name@key</c>; the leading '@' may be left out, and case of the name does not matter.</summary>
    public string? InstanceIdStartsWith
    {
        get => instanceIdStartsWith;
        init
        {
            if (value is null) return;
            var prefix = value.StartsWith('@') ? value : "@" + value;
            var separator = prefix.IndexOf('@', 1);
            instanceIdStartsWith = separator < 0
                ? prefix.ToLowerInvariant()
                : prefix[..separator].ToLowerInvariant() + prefix[separator..];
        }
    }

    public DateTimeOffset? LastModifiedFrom { get; init; }

    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;

    /// <summary>Whether entities without a state, which exist only while messages wait for them, are listed too.</summary>
    public bool IncludeTransient { get; init; }

    public int? PageSize { get; init; }

    public string? ContinuationToken { get; init; }
}
