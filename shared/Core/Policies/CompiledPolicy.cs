using System.Collections.Frozen;
using System.Collections.Immutable;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Policies;

/// <summary>
/// A policy that can be asked. Immutable and worked out once: keep it as long as the document is in use. Every answer names the rule that gave it,
/// and none depends on anything but the document and the facts, so that asking again gives the same one.
/// </summary>
public sealed class CompiledPolicy
{
    /// <summary>The name under which a queue's own member decided, where no rule did.</summary>
    public const string ByQueue = "queue";

    public const string ByDefault = "defaultQueue";

    private readonly FrozenDictionary<QueueId, QueuePolicy> queues;
    private readonly FrozenDictionary<QueueId, BusinessCalendar> callbackCalendars;
    private readonly FrozenDictionary<string, BusinessCalendar> calendars;
    private readonly FrozenDictionary<QueueId, ImmutableArray<CompiledOverflowStep>> overflow;
    private readonly FrozenDictionary<string, EscalationLadder> ladders;
    private readonly FrozenDictionary<string, RouteChoice> channelRoutes;
    private readonly FrozenDictionary<QueueId, TargetChoice> ownTargets;
    private readonly RouteChoice defaultRoute;
    private readonly CompiledRule<RouteRule, RouteChoice>[] routes;
    private readonly CompiledRule<NeedRule, NeedRule>[] needs;
    private readonly CompiledRule<TargetRule, TargetChoice>[][] targets;
    private readonly CompiledRule<SilenceRule, SilenceRule>[] silence;
    private readonly CompiledRule<TextRule, TextRule>[][] texts;
    private readonly CompiledRule<BotRule, BotRule>[] bot;
    private readonly FactSource source;

    private CompiledPolicy(ServicePolicy document, Func<string, TimeZoneInfo?> zones)
    {
        Document = document;
        Hash = PolicyHash.Of(document);
        var byId = CompiledHours.Of(document.Hours, zones);
        calendars = byId.Values.Select(hours => hours.Calendar).DistinctBy(calendar => calendar.Version).ToFrozenDictionary(calendar => calendar.Version);
        source = new FactSource(document.Tiers, document.DefaultQueue, ByQueueId(queue => queue.Hours, byId));
        callbackCalendars = ByQueueId(queue => queue.Callback is null ? null : queue.Callback.Hours ?? queue.Hours, byId)
            .ToFrozenDictionary(entry => entry.Key, entry => entry.Value.Calendar);
        queues = document.Queues.ToFrozenDictionary(queue => queue.Id);
        ladders = document.Escalations.ToFrozenDictionary(ladder => ladder.Id);
        overflow = document.Queues.ToFrozenDictionary(queue => queue.Id, Steps);
        ownTargets = document.Queues.ToFrozenDictionary(queue => queue.Id, TargetChoice.Of);
        channelRoutes = document.ChannelQueues.ToFrozenDictionary(
            entry => entry.Key, entry => new RouteChoice($"channelQueues.{entry.Key}", entry.Value, null, 0, null));
        defaultRoute = new RouteChoice(ByDefault, document.DefaultQueue, null, 0, null);
        routes = Rules(document.Routes, rule => rule.When, rule => new RouteChoice(rule.Name, rule.Queue, rule.Topic, rule.Priority, rule.Seat));
        needs = Rules(document.Needs, rule => rule.When, rule => rule);
        targets = [.. Enum.GetValues<ServiceMeasure>().Select(measure => Rules(
            [.. document.Targets.Where(rule => rule.SecondsOf(measure) is not null)], rule => rule.When, rule => TargetChoice.Of(rule, measure, rule.Escalation is { } ladder ? ladders[ladder] : null)))];
        silence = Rules(document.Silence, rule => rule.When, rule => rule);
        texts = [.. Enum.GetValues<TextKind>().Select(kind => Rules([.. document.Texts.Where(rule => rule.Kind == kind)], rule => rule.When, rule => rule))];
        bot = Rules(document.Bot, rule => rule.When, rule => rule);
    }

    public ServicePolicy Document { get; }

    public string Version => Document.Version;

    /// <summary>As <see cref="PolicyHash.Of"/> gives it.</summary>
    public string Hash { get; }

    /// <param name="document">Without faults.</param>
    /// <param name="zones">What the machine knows under an IANA id.</param>
    /// <exception cref="ArgumentException">It has faults: validation comes first.</exception>
    public static CompiledPolicy Of(ServicePolicy document, Func<string, TimeZoneInfo?> zones) => new(document, zones);

    /// <summary>Of a document without business hours.</summary>
    public static CompiledPolicy Of(ServicePolicy document) => new(document, _ => null);

    /// <summary>The terms of a queue that may be gone: a conversation can outlive the document it waits under, and then the default queue's hold.</summary>
    public QueuePolicy TermsOf(QueueId queue) => queues.TryGetValue(queue, out var terms) ? terms : queues[Document.DefaultQueue];

    public bool Knows(QueueId queue) => queues.ContainsKey(queue);

    /// <summary>When a queue is attended; null: always.</summary>
    public BusinessCalendar? CalendarOf(QueueId queue) => source.CalendarOf(queue);

    /// <summary>When a callback of a queue can fall; null: at any time.</summary>
    public BusinessCalendar? CallbackCalendarOf(QueueId queue) => callbackCalendars.GetValueOrDefault(queue);

    /// <summary>One of this document's calendars by its version, as clocks name it.</summary>
    public BusinessCalendar? Calendar(string version) => calendars.GetValueOrDefault(version);

    public bool IsOpen(QueueId queue, DateTimeOffset at) => source.IsOpen(queue, at);

    /// <summary>What the wall clock of a queue shows then.</summary>
    public DateTimeOffset LocalTime(QueueId queue, DateTimeOffset at) => source.Local(new Facts("", "", at, Queue: queue));

    /// <summary>In order; empty when the queue has none.</summary>
    public ImmutableArray<CompiledOverflowStep> OverflowOf(QueueId queue) => overflow.GetValueOrDefault(queue, []);

    public EscalationLadder? Ladder(string id) => ladders.GetValueOrDefault(id);

    /// <summary>Level 1: which queue.</summary>
    public RouteChoice Route(in Facts facts)
    {
        foreach (var rule in routes)
        {
            if (rule.When.Holds(facts)) return rule.Choice;
        }

        return channelRoutes.TryGetValue(facts.Channel, out var byChannel) ? byChannel : defaultRoute;
    }

    /// <summary>Level 2: which skills.</summary>
    public Needs NeedsOf(in Facts facts)
    {
        var holding = ImmutableArray.CreateBuilder<NeedRule>();
        foreach (var rule in needs)
        {
            if (rule.When.Holds(facts)) holding.Add(rule.Choice);
        }

        return holding.Count == 0 ? Needs.Nothing : Needs.Sum(holding);
    }

    /// <summary>What is to be met, and by which rule, for each measure apart.</summary>
    public Targets TargetsOf(in Facts facts) => new(
        Target(ServiceMeasure.FirstResponse, facts) ?? OwnTarget(facts.Queue ?? Document.DefaultQueue),
        Target(ServiceMeasure.NextResponse, facts),
        Target(ServiceMeasure.Resolution, facts),
        Target(ServiceMeasure.TimeInQueue, facts));

    public SilenceRule? SilenceOf(in Facts facts) => First(silence, facts);

    /// <summary>The bot that is responsible, whether it is on duty now or not.</summary>
    public BotRule? BotOf(in Facts facts) => First(bot, facts);

    /// <summary>What is said, with its placeholders still in it; null: nothing, by the document's wish or by its silence.</summary>
    /// <param name="language">The customer's, as far as it is known.</param>
    public TextChoice? TextOf(TextKind kind, in Facts facts, string? language) =>
        First(texts[(int)kind], facts) is { Enabled: true, Text: { } words } && words.In(language, Document.DefaultLanguage) is var (spoken, text)
            ? new TextChoice(kind, spoken, text)
            : null;

    public string? Text(TextKind kind, in Facts facts, string? language) => TextOf(kind, facts, language)?.Text;

    /// <summary>How much a channel lets through of a kind of text; null: no limit.</summary>
    public TextBudget? BudgetOf(string channel, TextKind kind) =>
        Document.Budgets.FirstOrDefault(budget => budget.Channel == channel && budget.Kinds.Contains(kind));

    /// <summary>Each route that was looked at for these facts, in order, up to the one that decided.</summary>
    public ImmutableArray<RuleVerdict> TriedRoutes(in Facts facts) => Tried(routes, rule => rule.Name, facts, untilOneHolds: true);

    /// <summary>Each rule about skills, in order.</summary>
    public ImmutableArray<RuleVerdict> TriedNeeds(in Facts facts) => Tried(needs, rule => rule.Name, facts, untilOneHolds: false);

    private static T? First<TRule, T>(CompiledRule<TRule, T>[] rules, in Facts facts)
        where T : class
    {
        foreach (var rule in rules)
        {
            if (rule.When.Holds(facts)) return rule.Choice;
        }

        return null;
    }

    private static ImmutableArray<RuleVerdict> Tried<TRule, T>(CompiledRule<TRule, T>[] rules, Func<TRule, string> name, in Facts facts, bool untilOneHolds)
    {
        var tried = ImmutableArray.CreateBuilder<RuleVerdict>();
        foreach (var rule in rules)
        {
            var failed = rule.When.WhyNot(facts);
            tried.Add(new RuleVerdict(name(rule.Rule), failed));
            if (untilOneHolds && failed is null) break;
        }

        return tried.ToImmutable();
    }

    private TargetChoice? Target(ServiceMeasure measure, in Facts facts) => First(targets[(int)measure], facts);

    private TargetChoice OwnTarget(QueueId queue) => ownTargets.TryGetValue(queue, out var own) ? own : ownTargets[Document.DefaultQueue];

    private CompiledRule<TRule, T>[] Rules<TRule, T>(IReadOnlyList<TRule> rules, Func<TRule, Condition?> when, Func<TRule, T> choice) =>
        [.. rules.Select(rule => new CompiledRule<TRule, T>(rule, CompiledCondition.Of(when(rule), source), choice(rule)))];

    private ImmutableArray<CompiledOverflowStep> Steps(QueuePolicy queue) =>
        [.. queue.Overflow.Select((step, index) => new CompiledOverflowStep(index, step, CompiledCondition.Of(step.When, source)))];

    private Dictionary<QueueId, (BusinessCalendar Calendar, WallClock Clock)> ByQueueId(Func<QueuePolicy, string?> hours, Dictionary<string, (BusinessCalendar Calendar, WallClock Clock)> byId) => Document.Queues
        .Where(queue => hours(queue) is not null)
        .ToDictionary(queue => queue.Id, queue => byId[hours(queue)!]);

    private sealed record CompiledRule<TRule, T>(TRule Rule, CompiledCondition When, T Choice);
}
