using OmniFunctions.Policies;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Runtime.Attendance;

/// <summary>Where a tenant's days begin: in the zone of the default queue's hours, else of the first hours there are, else at Greenwich.</summary>
public static class TenantZone
{
    public static TimeZoneInfo Of(ServicePolicy policy)
    {
        var own = policy.TermsOf(policy.DefaultQueue).Hours;
        var hours = policy.Hours.FirstOrDefault(known => known.Id == own) ?? (policy.Hours is [var first, ..] ? first : null);
        return hours is null ? TimeZoneInfo.Utc : Zones.Find(hours.Zone) ?? TimeZoneInfo.Utc;
    }
}
