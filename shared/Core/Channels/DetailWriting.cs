namespace OmniFunctions.Channels;

/// <summary>Collects further values of an item; what the platform left out is left out.</summary>
internal static class DetailWriting
{
    /// <summary>A copy of what is there, to add to.</summary>
    internal static Dictionary<string, Detail> Further(this InboundItem item) => new(item.Details);

    internal static Dictionary<string, Detail> Put(this Dictionary<string, Detail> details, string name, string? value)
    {
        if (value is not null)
        {
            details[name] = value;
        }

        return details;
    }

    internal static Dictionary<string, Detail> Put(this Dictionary<string, Detail> details, string name, long? value)
    {
        if (value is { } number)
        {
            details[name] = number;
        }

        return details;
    }

    internal static Dictionary<string, Detail> Put(this Dictionary<string, Detail> details, string name, bool? value)
    {
        if (value is { } flag)
        {
            details[name] = flag;
        }

        return details;
    }
}
