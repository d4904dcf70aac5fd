namespace OmniFunctions.Policies;

/// <summary>How much a document may hold. Each is far above what a company needs, and far below what would slow a decision.</summary>
public static class PolicyLimits
{
    /// <summary>Of the text as it was written, in UTF-8.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Of one answer; whoever made more has made one mistake many times.</summary>
    public const int MaxFaults = 200;

    public const int MaxIdLength = 40;
    public const int MaxNameLength = 60;
    public const int MaxVersionLength = 80;
    public const int MaxQueues = 200;
    public const int MaxSkills = 500;
    public const int MaxTiers = 20;
    public const int MaxTeams = 500;
    public const int MaxTeamLevels = 4;
    public const int MaxLeads = 20;
    public const int MaxPresenceReasons = 50;
    public const int MaxHours = 100;
    public const int MaxChannels = 100;

    /// <summary>Of each list of rules.</summary>
    public const int MaxRules = 500;

    public const int MaxSkillsPerRule = 20;
    public const int MaxLadders = 50;

    /// <summary>Of each list of steps.</summary>
    public const int MaxSteps = 20;

    public const int MaxDispositions = 500;
    public const int MaxDispositionLevels = 4;
    public const int MaxWords = 50;
    public const int MaxWordLength = 100;
    public const int MaxAnswers = 500;
    public const int MaxTags = 30;
    public const int MaxLanguages = 20;
    public const int MaxTextLength = 2_000;
    public const int MaxConditionDepth = 6;
    public const int MaxConditionNodes = 200;
    public const int MaxConditionValues = 100;
    public const int MaxConditionTextLength = 200;

    public const int MaxPriority = 1_000;
    public const int MaxUnits = 100;
}
