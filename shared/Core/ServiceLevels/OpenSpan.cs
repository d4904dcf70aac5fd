namespace OmniFunctions.ServiceLevels;

/// <param name="From">Included.</param>
/// <param name="Until">Not included.</param>
public readonly record struct OpenSpan(DateTimeOffset From, DateTimeOffset Until)
{
    public TimeSpan Length => Until - From;
}
