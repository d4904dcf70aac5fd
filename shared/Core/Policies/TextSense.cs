using OmniFunctions.Documents;

namespace OmniFunctions.Policies;

/// <summary>Whatever is said to customers: in every language, with placeholders that exist, within budgets that do not contradict each other.</summary>
internal static class TextSense
{
    internal static IEnumerable<PolicyFault> Faults(ServicePolicy policy) =>
    [
        .. policy.Texts.SelectMany((rule, index) => Rule(policy, rule, PolicySense.At("texts", index))),
        .. PolicySense.Unreachable(policy.Texts, rule => rule.When, "texts", rule => rule.Kind.ToString()),
        .. policy.Bot.SelectMany((bot, index) => bot.Answers.SelectMany((answer, place) => Text(policy, answer.Text, $"{PolicySense.At($"{PolicySense.At("bot", index)}.answers", place)}.text"))),
        .. policy.Budgets.SelectMany((budget, index) => Budget(policy, budget, index)),
    ];

    private static IEnumerable<PolicyFault> Rule(ServicePolicy policy, TextRule rule, string path) => rule.Text is { } text
        ? Text(policy, text, $"{path}.text")
        : rule.Enabled ? [new($"{path}.text", "'text' is missing; only where enabled is false there need be none.")] : [];

    private static IEnumerable<PolicyFault> Text(ServicePolicy policy, LocalText text, string path)
    {
        if (!text.ByLanguage.ContainsKey(policy.DefaultLanguage))
        {
            yield return new(path, $"There is no '{policy.DefaultLanguage}', which is the default language.");
        }

        foreach (var (language, words) in text.ByLanguage)
        {
            foreach (var (_, _, name, _) in Placeholders.In(words))
            {
                if (Placeholders.Names.Contains(name)) continue;
                var meant = Nearest.To(name, Placeholders.Names);
                yield return new($"{path}.{language}", $"There is no placeholder {{{name}}}; there are {string.Join(", ", Placeholders.Names)}.{(meant is null ? "" : $" Did you mean '{meant}'?")}");
            }
        }
    }

    private static IEnumerable<PolicyFault> Budget(ServicePolicy policy, TextBudget budget, int index)
    {
        var path = PolicySense.At("budgets", index);
        for (var i = 0; i < budget.Kinds.Count; i++)
        {
            var kind = budget.Kinds[i];
            var twice = budget.Kinds.Take(i).Contains(kind) || policy.Budgets.Take(index).Any(other => other.Channel == budget.Channel && other.Kinds.Contains(kind));
            if (twice) yield return new(PolicySense.At($"{path}.kinds", i), $"{QueueSense.CamelCase(kind)} on {budget.Channel} already has a budget.");
        }
    }
}
