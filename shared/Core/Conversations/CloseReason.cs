namespace OmniFunctions.Conversations;

public enum CloseReason
{
    Resolved,
    CustomerGone,
    Spam,
}
