namespace OmniFunctions.ServiceLevels;

public enum ServiceVerdict
{
    /// <summary>It runs or is paused, breached or not.</summary>
    Open,
    Met,
    Missed,

    /// <summary>Ended by something that is no answer, as an abandoned conversation, before it was breached.</summary>
    Cancelled,
}
