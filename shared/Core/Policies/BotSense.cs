namespace OmniFunctions.Policies;

/// <summary>A bot that has nothing to say, or would not let go.</summary>
internal static class BotSense
{
    internal static IEnumerable<PolicyFault> Faults(ServicePolicy policy) =>
    [
        .. policy.Bot.SelectMany((bot, index) => Bot(bot, PolicySense.At("bot", index))),
        .. PolicySense.Unreachable(policy.Bot, rule => rule.When, "bot"),
    ];

    private static IEnumerable<PolicyFault> Bot(BotRule bot, string path)
    {
        if (bot.Duty == BotDuty.Never) yield break;
        if (bot.Answers.Count == 0) yield return new($"{path}.answers", "A bot on duty has at least one answer.");
        if (bot is { HandoverWords.Count: 0, UnansweredLimit: 0 })
        {
            yield return new($"{path}.handoverWords", "There is no way to a person: neither handoverWords nor an unansweredLimit.");
        }
    }
}
