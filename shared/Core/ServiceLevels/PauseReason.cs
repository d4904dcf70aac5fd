namespace OmniFunctions.ServiceLevels;

/// <summary>Why a clock stands still. Being closed is none: the calendar leaves that time out by itself.</summary>
public enum PauseReason
{
    WaitingOnCustomer,
    Snoozed,
}
