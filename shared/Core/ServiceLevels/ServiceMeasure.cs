namespace OmniFunctions.ServiceLevels;

/// <summary>What a target is about. When each begins and which reply ends it is the conversation's affair.</summary>
public enum ServiceMeasure
{
    FirstResponse,
    NextResponse,
    Resolution,
    TimeInQueue,
}
