using OmniFunctions.Channels;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <param name="Code">Of the second factor, for who has one: left out, the answer says that it is needed.</param>
public sealed record SignInRequest(string? Tenant, string? Name, string? Password, string? Code = null);

/// <param name="Address">Where the browser goes to sign out of the directory that let one in, too; null where that is not wanted.</param>
public sealed record SignOutView(string? Address);

/// <summary>Everything the desk asks for once, when someone signs in.</summary>
/// <param name="OfflineWithOpenChats">What becomes of conversations when their agent goes offline.</param>
/// <param name="Shops">Where orders can be asked for.</param>
public sealed record SessionView(
    string Tenant,
    SignedInAgent Agent,
    Presence Presence,
    string? PresenceReason,
    IReadOnlyList<PresenceReasonView> PresenceReasons,
    OfflineWithOpenChats OfflineWithOpenChats,
    int Capacity,
    IReadOnlyList<Named> Queues,
    IReadOnlyList<ChannelLimits> Channels,
    IReadOnlyList<ShopView> Shops)
{
    public static SessionView Of(Agent agent, AgentSeat? seat, Names names, IReadOnlyList<AccountKey> shops) => new(
        agent.Tenant.Value,
        new SignedInAgent(agent.Id.Value, agent.Name, agent.Roles),
        seat?.Presence ?? Presence.Offline,
        seat?.Reason,
        [.. names.Policy.Presence.Reasons.Select(reason => new PresenceReasonView(reason.Id, reason.Name, reason.Presence, reason.NeedsApproval))],
        names.Policy.Presence.OfflineWithOpenChats,
        agent.Capacity,
        [.. agent.Queues.Select(names.Of)],
        [.. ChannelCatalogue.All.Select(ChannelLimits.Of)],
        [.. shops.Select(shop => new ShopView(shop.Channel, shop.Account))]);
}

/// <param name="NeedsApproval">A supervisor has to agree first; supervisors need nobody.</param>
public sealed record PresenceReasonView(string Id, string Name, Presence Presence, bool NeedsApproval);

/// <summary>An account by which orders can be asked for.</summary>
public sealed record ShopView(string Channel, string Account);

public sealed record SignedInAgent(string Id, string Name, IReadOnlyList<AgentRole> Roles);

/// <param name="MaxTextLength">UTF-16 code units of one outgoing text.</param>
/// <param name="ReplyWindowSeconds">How long after the customer's last message an answer is allowed; null = always.</param>
/// <param name="RecallWithinSeconds">How long after it was sent a message can be taken back; null = not at all.</param>
/// <param name="HasTyping">The customer is shown that somebody writes, as the desk tells it.</param>
public sealed record ChannelLimits(string Name, int MaxTextLength, long? ReplyWindowSeconds, long? RecallWithinSeconds, bool HasTyping)
{
    public static ChannelLimits Of(IChannel channel) =>
        new(
            channel.Name,
            channel.Capabilities.MaxTextLength,
            (long?)channel.Capabilities.ReplyWindow?.TotalSeconds,
            (long?)channel.Capabilities.RecallWithin?.TotalSeconds,
            channel.Capabilities.HasTyping);
}
