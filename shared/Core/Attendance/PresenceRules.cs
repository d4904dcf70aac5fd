using OmniFunctions.Policies;
using OmniFunctions.Routing;

namespace OmniFunctions.Attendance;

/// <summary>What a tenant lets agents say of themselves.</summary>
public static class PresenceRules
{
    /// <param name="reason">Null where the agent names none, which is always allowed.</param>
    /// <param name="isApproved">A supervisor says so, or has agreed.</param>
    /// <param name="holdsWork">They have conversations, offered ones included.</param>
    /// <returns>Null when they may.</returns>
    public static PresenceRefusal? Refuse(PresencePolicy policy, Presence presence, string? reason, bool isApproved, bool holdsWork)
    {
        if (reason is not null)
        {
            if (policy.Reasons.FirstOrDefault(known => known.Id == reason) is not { } known) return PresenceRefusal.ReasonUnknown;
            if (known.Presence != presence) return PresenceRefusal.ReasonOfAnotherPresence;
            if (known.NeedsApproval && !isApproved) return PresenceRefusal.ApprovalNeeded;
        }

        return KeepsFromLeaving(policy, presence) && holdsWork ? PresenceRefusal.OpenConversations : null;
    }

    /// <summary>Nobody goes offline while they have conversations.</summary>
    public static bool KeepsFromLeaving(PresencePolicy policy, Presence presence) =>
        presence == Presence.Offline && policy.OfflineWithOpenChats == OfflineWithOpenChats.Refuse;

    /// <summary>Whoever goes offline leaves what they have to others; also under <see cref="OfflineWithOpenChats.Refuse"/>, if they are gone all the same.</summary>
    public static bool GivesBack(PresencePolicy policy, Presence presence) =>
        presence == Presence.Offline && policy.OfflineWithOpenChats != OfflineWithOpenChats.Keep;
}

/// <summary>Why an agent may not say that of themselves.</summary>
public enum PresenceRefusal
{
    ReasonUnknown,
    ReasonOfAnotherPresence,
    ApprovalNeeded,
    OpenConversations,
}
