namespace OmniFunctions.Runtime.Policies;

/// <summary>Time zones as this machine knows them.</summary>
public static class Zones
{
    /// <returns>Null for an id that names none here.</returns>
    public static TimeZoneInfo? Find(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
