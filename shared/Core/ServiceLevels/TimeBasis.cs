namespace OmniFunctions.ServiceLevels;

/// <summary>Which time counts for a meter. Exempted time counts for neither.</summary>
public enum TimeBasis
{
    OpenHours,
    AroundTheClock,
}
