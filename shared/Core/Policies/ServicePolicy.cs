namespace OmniFunctions.Policies;

/// <summary>
/// The rules in force for a tenant: a document with a version, which each decision names. It says nothing by itself:
/// <see cref="CompiledPolicy"/> answers questions by it.
/// </summary>
/// <param name="Version">Unique within the tenant; activation of another document makes another version.</param>
/// <param name="DefaultQueue">Where a conversation goes that no rule sends elsewhere.</param>
/// <param name="ChannelQueues">Queue by channel name, for channels that need no more of a rule than that; looked at after <paramref name="Routes"/>.</param>
/// <param name="Queues">At least one.</param>
/// <param name="DefaultLanguage">The language that every text has, and that a customer reads whose own is not there.</param>
/// <param name="Tiers">Ascending; a person without one has the first.</param>
/// <param name="Routes">Level 1: which queue. The first that matches decides.</param>
/// <param name="Needs">Level 2: which skills. All that match add up.</param>
/// <param name="Targets">The first that matches decides, for each measure apart.</param>
/// <param name="Silence">The first that matches decides.</param>
/// <param name="Texts">The first that matches decides, for each kind apart.</param>
/// <param name="Bot">The first that matches decides; without one there is no bot.</param>
public sealed record ServicePolicy(
    string Version,
    QueueId DefaultQueue,
    IReadOnlyDictionary<string, QueueId>? ChannelQueues,
    IReadOnlyList<QueuePolicy> Queues,
    string DefaultLanguage = ServicePolicy.Chinese,
    IReadOnlyList<Skill>? Skills = null,
    IReadOnlyList<string>? Tiers = null,
    PresencePolicy? Presence = null,
    IReadOnlyList<Team>? Teams = null,
    IReadOnlyList<QueueHours>? Hours = null,
    CapacityPolicy? Capacity = null,
    IReadOnlyList<RouteRule>? Routes = null,
    IReadOnlyList<NeedRule>? Needs = null,
    IReadOnlyList<TargetRule>? Targets = null,
    IReadOnlyList<EscalationLadder>? Escalations = null,
    IReadOnlyList<SilenceRule>? Silence = null,
    IReadOnlyList<TextRule>? Texts = null,
    IReadOnlyList<TextBudget>? Budgets = null,
    IReadOnlyList<BotRule>? Bot = null,
    SurveyPolicy? Survey = null)
{
    public const string Chinese = "zh";

    public IReadOnlyDictionary<string, QueueId> ChannelQueues { get; init => field = value ?? NoChannels; } = ChannelQueues ?? NoChannels;

    public string DefaultLanguage { get; init => field = value ?? Chinese; } = DefaultLanguage ?? Chinese;

    public IReadOnlyList<Skill> Skills { get; init => field = value ?? []; } = Skills ?? [];

    public IReadOnlyList<string> Tiers { get; init => field = value ?? []; } = Tiers ?? [];

    public PresencePolicy Presence { get; init => field = value ?? new(); } = Presence ?? new();

    public IReadOnlyList<Team> Teams { get; init => field = value ?? []; } = Teams ?? [];

    public IReadOnlyList<QueueHours> Hours { get; init => field = value ?? []; } = Hours ?? [];

    public CapacityPolicy Capacity { get; init => field = value ?? new(); } = Capacity ?? new();

    public IReadOnlyList<RouteRule> Routes { get; init => field = value ?? []; } = Routes ?? [];

    public IReadOnlyList<NeedRule> Needs { get; init => field = value ?? []; } = Needs ?? [];

    public IReadOnlyList<TargetRule> Targets { get; init => field = value ?? []; } = Targets ?? [];

    public IReadOnlyList<EscalationLadder> Escalations { get; init => field = value ?? []; } = Escalations ?? [];

    public IReadOnlyList<SilenceRule> Silence { get; init => field = value ?? []; } = Silence ?? [];

    public IReadOnlyList<TextRule> Texts { get; init => field = value ?? []; } = Texts ?? [];

    public IReadOnlyList<TextBudget> Budgets { get; init => field = value ?? []; } = Budgets ?? [];

    public IReadOnlyList<BotRule> Bot { get; init => field = value ?? []; } = Bot ?? [];

    private static IReadOnlyDictionary<string, QueueId> NoChannels { get; } = new Dictionary<string, QueueId>();

    /// <summary>The queue of an account of which nothing else is known; <see cref="CompiledPolicy.Route"/> knows more.</summary>
    public QueueId QueueFor(AccountKey account) =>
        ChannelQueues.TryGetValue(account.Channel, out var queue) ? queue : DefaultQueue;

    /// <exception cref="KeyNotFoundException">The document names a queue it does not define; validation refuses such a document.</exception>
    public QueuePolicy Queue(QueueId id) => Queues.FirstOrDefault(queue => queue.Id == id)
        ?? throw new KeyNotFoundException($"Policy {Version} has no queue '{id}'.");

    /// <summary>The terms of a queue that may be gone: a conversation can outlive the document it waits under, and then the default queue's hold.</summary>
    public QueuePolicy TermsOf(QueueId id) => Queues.FirstOrDefault(queue => queue.Id == id) ?? Queue(DefaultQueue);

    /// <summary>The same document with one queue's terms changed.</summary>
    public ServicePolicy With(QueuePolicy queue) => this with { Queues = [.. Queues.Select(known => known.Id == queue.Id ? queue : known)] };
}
