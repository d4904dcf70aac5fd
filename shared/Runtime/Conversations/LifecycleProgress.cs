namespace OmniFunctions.Runtime.Conversations;

/// <summary>How far those who follow a conversation have come, as versions of it.</summary>
/// <param name="Advanced">What the lifecycle has looked at.</param>
/// <param name="Published">What insights were told.</param>
/// <param name="Placed">Where the conversation last changed lists.</param>
/// <param name="Indexed">The change of lists that is known to be written.</param>
/// <param name="PendingEffects">Effects that are not known to be performed.</param>
public sealed record LifecycleProgress(long Advanced, long Published, long Placed, long Indexed, int PendingEffects)
{
    internal static LifecycleProgress None { get; } = new(0, 0, 0, 0, 0);
}
