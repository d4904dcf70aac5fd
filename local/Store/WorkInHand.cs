namespace OmniFunctions.Local.Store;

/// <summary>
/// Whether what runs goes on with something that was taken in before, as triggers, activities and orchestrations do. On a full disk
/// new work is refused, and this is finished with what the store has kept for the purpose: a promise was given for it.
/// </summary>
public static class WorkInHand
{
    private static readonly AsyncLocal<bool> Marked = new();

    /// <summary>False for everything nobody has marked: a request from outside brings new work.</summary>
    public static bool IsGoingOn => Marked.Value;

    /// <summary>Marks the method that calls it, if it is asynchronous, and all that it calls.</summary>
    public static void GoOn() => Marked.Value = true;
}
