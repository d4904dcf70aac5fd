namespace OmniFunctions.Routing;

/// <summary>What stands between an agent and a conversation, in the order in which it is named: first what time alone will not change.</summary>
internal static class Obstacles
{
    /// <returns>Null when they fit.</returns>
    internal static Verdict? First(bool handedToAnother, bool elsewhere, bool lacksSkill, Presence presence, bool letItPass, bool isFull, bool overChannelLimit) => presence switch
    {
        _ when handedToAnother => Verdict.HandedToAnother,
        _ when elsewhere => Verdict.NotInQueue,
        _ when lacksSkill => Verdict.LacksSkill,
        Presence.Offline => Verdict.Offline,
        Presence.Away => Verdict.Away,
        _ when letItPass => Verdict.MissedThisOffer,
        _ when isFull => Verdict.AtCapacity,
        _ when overChannelLimit => Verdict.AtChannelLimit,
        Presence.Online => null,
        _ => throw new InvalidOperationException($"Presence {presence} is not known here."),
    };

    /// <summary>What becomes of an obstacle when the agent lets go of something.</summary>
    internal static bool IsOnlyRoom(Verdict? obstacle) => obstacle is Verdict.AtCapacity or Verdict.AtChannelLimit;

    /// <summary>Nearest miss first: what a supervisor asks about is who almost got it.</summary>
    internal static int Rank(Verdict verdict) => verdict switch
    {
        Verdict.Chosen => 0,
        Verdict.LessIdle or Verdict.MoreLoaded or Verdict.LaterTurn or Verdict.LessPreferred or Verdict.NotOwnOrLastAgent or Verdict.OtherWasFaster => 1,
        Verdict.AtCapacity => 2,
        Verdict.AtChannelLimit => 3,
        Verdict.MissedThisOffer => 4,
        Verdict.Away => 5,
        Verdict.LacksSkill => 6,
        Verdict.Offline => 7,
        Verdict.NotInQueue => 8,
        Verdict.HandedToAnother => 9,
        _ => throw new InvalidOperationException($"No rank for {verdict}."),
    };

    internal const int Ranks = 10;
}
