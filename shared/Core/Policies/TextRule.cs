using System.Text.Json.Serialization;
using OmniFunctions.Json;

namespace OmniFunctions.Policies;

/// <summary>A text that is sent by itself, or the switch that keeps it from being sent.</summary>
/// <param name="Text">Absent only where it is not enabled.</param>
/// <param name="Enabled">False: where the condition holds nothing is sent, whatever stands below.</param>
public sealed record TextRule(TextKind Kind, LocalText? Text = null, Condition? When = null, bool Enabled = true);

/// <summary>The layers of automatic texts.</summary>
[JsonConverter(typeof(CamelCase<TextKind>))]
public enum TextKind
{
    /// <summary>Before everything else: once for each account that a customer writes to in a conversation, however often that is taken up again.</summary>
    CompanyWelcome,

    /// <summary>When a conversation opens.</summary>
    CompanyGreeting,

    /// <summary>When an agent takes it.</summary>
    AgentGreeting,

    /// <summary>Where one stands in the line.</summary>
    Queue,

    NobodyFree,
    OffHours,

    /// <summary>The agent has not answered for long.</summary>
    AgentTimeout,

    CustomerReminder,
    CustomerTimeout,
    CallbackAgreed,
    SelfService,
    Survey,
    End,
}

/// <summary>How many automatic messages a channel lets through.</summary>
/// <param name="Kinds">That share the budget.</param>
/// <param name="Messages">In any span of <paramref name="PerSeconds"/>; 0: none at all.</param>
public sealed record TextBudget(string Channel, IReadOnlyList<TextKind> Kinds, int Messages, int PerSeconds);

/// <summary>One text in several languages.</summary>
/// <param name="ByLanguage">Keys are language tags, as <c>zh</c>, <c>en</c>, <c>zh-TW</c>.</param>
[JsonConverter(typeof(LocalTextConverter))]
public sealed record LocalText(IReadOnlyDictionary<string, string> ByLanguage)
{
    /// <summary>Chinese and English.</summary>
    public static LocalText Of(string zh, string en) => new(new Dictionary<string, string> { [ServicePolicy.Chinese] = zh, ["en"] = en });

    /// <summary>The language itself, else its primary part (<c>zh</c> for <c>zh-HK</c>), else the default one.</summary>
    /// <returns>Null only when the default language is missing, which validation refuses.</returns>
    public (string Language, string Text)? In(string? language, string defaultLanguage) =>
        Find(language) ?? Find(Primary(language)) ?? Find(defaultLanguage);

    private static string? Primary(string? language) => language?.Split('-', '_')[0].ToLowerInvariant();

    private (string, string)? Find(string? language) => language is not null && ByLanguage.TryGetValue(language, out var text) ? (language, text) : null;
}
