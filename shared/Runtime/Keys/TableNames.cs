namespace OmniFunctions.Runtime.Keys;

/// <summary>The tables of the system. Everything in them begins with the tenant, but for the keys of the desk's cookie, which is everybody's.</summary>
public static class TableNames
{
    public const string Conversations = "Conversations";
    public const string Holders = "Holders";
    public const string People = "People";
    public const string Policies = "Policies";
    public const string AccessTokens = "AccessTokens";
    public const string Agents = "Agents";
    public const string Attendance = "Attendance";
    public const string PresenceRequests = "PresenceRequests";
    public const string Attachments = "Attachments";
    public const string ChannelAccounts = "ChannelAccounts";
    public const string PublishedKeys = "PublishedKeys";
    public const string Pulls = "Pulls";
    public const string HeldSends = "HeldSends";
    public const string Visits = "Visits";
    public const string Phrases = "Phrases";
    public const string Macros = "Macros";
    public const string Drafts = "Drafts";
    public const string SavedViews = "SavedViews";
    public const string Viewers = "Viewers";
    public const string CookieKeys = "CookieKeys";
    public const string Sessions = "Sessions";
    public const string LiveConnections = "LiveConnections";
    public const string SecondFactors = "SecondFactors";
    public const string SignInLinks = "SignInLinks";
    public const string SpentProofs = "SpentProofs";

    public static IReadOnlyList<string> All { get; } =
        [
            Conversations, Holders, People, Policies, AccessTokens, Agents, Attendance, PresenceRequests, Attachments, ChannelAccounts, PublishedKeys, Pulls, HeldSends, Visits, Phrases, Macros, Drafts, SavedViews, Viewers, CookieKeys,
            Sessions, LiveConnections, SecondFactors, SignInLinks, SpentProofs,
        ];
}
