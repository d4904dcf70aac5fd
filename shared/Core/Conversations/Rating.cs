using OmniFunctions.Policies;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>The customer is asked how it was, and says so; also when it is long over, as long as the question is valid.</summary>
public static class Rating
{
    public const int MaxTags = 10;
    public const int MaxTagLength = 40;
    public const int MaxRemarkLength = 1_000;

    internal static Decision Ask(ConversationState state, ConversationCommand.AskForRating command, Rulebook rules, DateTimeOffset now)
    {
        if (NotHeldBy(state, command.By) is { } not)
        {
            return Refuse(not);
        }

        return rules.Survey is { When: SurveyMoment.Never } ? Refuse(Refusal.NotAllowed)
            : state.Phase is Phase.Offered ? Refuse(Refusal.NotServing)
            : IsOpen(state, now) ? Nothing
            : Happen([Asked(command.By, rules.Survey ?? new SurveyPolicy(), now)]);
    }

    internal static Decision Give(ConversationState state, ConversationCommand.Rate command, Rulebook rules, DateTimeOffset now) => state.Rating switch
    {
        null => Refuse(Refusal.RatingNotAsked),
        { Key: { } key } when key == command.MessageKey => Nothing,
        { Key: { } } when rules.Survey?.Several != true => Refuse(Refusal.AlreadyRated),
        { } asked when now > asked.ValidUntil => Refuse(Refusal.RatingExpired),
        { } asked when IsInvalid(command, asked, rules) => Refuse(Refusal.RatingInvalid),
        { } asked => Happen(
            [new Rated(now, command.MessageKey, command.Score, asked.Steps, command.Solved, command.Tags, command.Remark, state.LastAgent)],
            state.LastAgent is { } agent ? [Notices.To(state.Phase.QueueOrNone(), NoticeKind.Rated, agent)] : []),
    };

    internal static RatingAsked Asked(AgentId? by, SurveyPolicy survey, DateTimeOffset now) => new(now, by, survey.Steps, now.AddHours(survey.ValidHours));

    /// <summary>Whoever was asked a moment ago, or has answered where once is enough, is not asked again.</summary>
    internal static bool MayAsk(ConversationState state, SurveyPolicy survey) => state.Rating is null || survey.Several;

    private static bool IsOpen(ConversationState state, DateTimeOffset now) => state.Rating is { Key: null } asked && now <= asked.ValidUntil;

    private static bool IsInvalid(ConversationCommand.Rate command, RatingAsk asked, Rulebook rules) =>
        command.Score < 1 || command.Score > asked.Steps
        || command.Remark is { Length: > MaxRemarkLength }
        || command.Tags.Count > MaxTags
        || command.Tags.Any(tag => tag.Length is 0 or > MaxTagLength || rules.Survey is not { } survey || !survey.Tags.Contains(tag));
}
