using System.Text.Json.Nodes;
using OmniFunctions.Documents;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Policies.PolicyLimits;

namespace OmniFunctions.Policies;

/// <summary>
/// The format of a policy document, declared once: the reader holds every document to it and the published JSON Schema is written from it.
/// The members are those of the records beside this file; a spec compares them.
/// </summary>
public static class PolicyFormat
{
    internal const string QueueKind = "queue";
    internal const string SkillKind = "skill";
    internal const string TierKind = "tier";
    internal const string HoursKind = "business hours";
    internal const string TeamKind = "team";
    internal const string LadderKind = "escalation";
    internal const int MaxSeconds = 366 * 24 * 3_600;
    private const int Day = 24 * 3_600;

    private static readonly TextPattern IdLetters = new("^[a-z0-9-]+$", "lower-case letters, digits and hyphens");
    private static readonly TextPattern VersionLetters = new("^[A-Za-z0-9._-]+$", "letters, digits, dots, hyphens and underscores");
    private static readonly TextPattern AgentLetters = new("^[a-z0-9._-]+$", "lower-case letters, digits, dots, hyphens and underscores");
    private static readonly TextPattern LanguageTag = new("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "a language tag as zh, en or zh-TW");
    private static readonly TextPattern TimeOfDay = new("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", "a time of day from 00:00 to 24:00");
    private static readonly TextPattern Date = new("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a date as 2026-02-17");
    private static readonly TextPattern Reading = new("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$", "a date and time as 2026-02-15T00:00");

    private static readonly Shape.Text Name = new(1, MaxNameLength);
    private static readonly Shape.Text Word = new(1, MaxWordLength);
    private static readonly Shape.Text Channel = Id();
    private static readonly Shape.Text Language = new(2, MaxIdLength, LanguageTag);
    private static readonly Shape.Text Zone = new(1, MaxNameLength);
    private static readonly Shape.Text Queue = Ref(QueueKind);
    private static readonly Shape.Flag Flag = new();
    private static readonly Shape.Choice Texts = Shape.Choice.Of<TextKind>();
    private static readonly Shape.Map Local = new(Language, new Shape.Text(1, MaxTextLength), MaxLanguages, 1);
    private static readonly Shape.List Words = new(Word, MaxWords);
    private static readonly Member When = Optional("when", "Where it holds; absent: always.", ConditionFormat.Shape);

    private static readonly Shape.Record SkillNeed = new("skillNeed", "A skill and how well it must be had.",
    [
        Required("skill", "Of the document's skills.", Ref(SkillKind)),
        Optional("level", "1 (basic) to 3 (expert).", new Shape.Whole(Routing.SkillNeed.MinLevel, Routing.SkillNeed.MaxLevel), Routing.SkillNeed.MinLevel),
    ]);

    private static readonly Shape.Record Period = new("period", "One stretch of open time, on the zone's wall clock.",
    [
        Required("from", "Included.", new Shape.Text(5, 5, TimeOfDay)),
        Required("to", "Not included; 24:00 ends the day, and a time at or before `from` is the next day's.", new Shape.Text(5, 5, TimeOfDay)),
    ]);

    private static readonly Shape.List Periods = new(Period, BusinessHoursValidation.MaxPeriodsPerDay);

    private static readonly Shape.Record Hours = new("hours", "When a queue is attended.",
    [
        Required("id", "How queues and callbacks name it.", Def(HoursKind)),
        Required("zone", "IANA id, as Asia/Shanghai.", Zone),
        Required("week", "What holds on every date that no line below names; a weekday that is not there is closed.", new Shape.Record("week", "The periods of each weekday.",
            [.. Weekdays.All.Select(day => Optional(Weekdays.NameOf(day), "Its periods.", Periods))])),
        Optional("holidays", "Dates that are closed, or have periods of their own.", new Shape.List(new Shape.Record("holiday", "One date.",
        [
            Required("date", "yyyy-MM-dd.", new Shape.Text(10, 10, Date)),
            Required("name", "As customers are told.", new Shape.Text(1, BusinessHoursValidation.MaxNameLength)),
            Optional("periods", "Instead of the weekday's; absent: closed.", Periods),
        ]), BusinessHoursValidation.MaxHolidays)),
        Optional("workingDays", "Dates that are worked although the week says otherwise (调休).", new Shape.List(new Shape.Record("workingDay", "One date, like a weekday or with periods of its own.",
        [
            Required("date", "yyyy-MM-dd.", new Shape.Text(10, 10, Date)),
            Required("name", "As people read it.", new Shape.Text(1, BusinessHoursValidation.MaxNameLength)),
            Optional("like", "The weekday whose periods hold.", new Shape.Choice([.. Weekdays.All.Select(Weekdays.NameOf)])),
            Optional("periods", "Its own.", Periods),
        ]), BusinessHoursValidation.MaxWorkingDays)),
        Optional("exemptions", "Spans in which nobody is measured (免考核).", new Shape.List(new Shape.Record("exemption", "One span.",
        [
            Required("from", "On the zone's wall clock, included.", new Shape.Text(16, 16, Reading)),
            Required("until", "Not included.", new Shape.Text(16, 16, Reading)),
            Required("reason", "As people read it.", new Shape.Text(1, BusinessHoursValidation.MaxNameLength)),
        ]), BusinessHoursValidation.MaxExemptions)),
    ]);

    private static readonly Shape.Record Overflow = new("overflowStep", "What happens to a conversation that waits.",
    [
        Required("do", "notice: say where one stands. selfService: show how to help oneself. moveQueue: to another line. form: take a message. callback: offer to call back. close: end it.", Shape.Choice.Of<OverflowAction>()),
        When,
        Optional("afterSeconds", "Of waiting in this queue; 0: on entry.", new Shape.Whole(0, Day), 0),
        Optional("text", "What the customer is told; absent: by the action.", Texts),
        Optional("queue", "Where it goes; moveQueue only.", Queue),
        Optional("repeatSeconds", "A notice is given again after so long; absent: once in a round.", new Shape.Whole(15, Day)),
    ]);

    private static readonly Shape.Record Callback = new("callback", "The customer leaves the line and is called back at an agreed time.",
    [
        Optional("enabled", "Whether it is offered.", Flag, true),
        Optional("hours", "When a callback can fall; absent: the queue's own hours.", Ref(HoursKind)),
        Optional("attempts", "In all.", new Shape.Whole(1, 10), 3),
        Optional("backOffSeconds", "Between attempts; the last one goes on holding. Absent: 900 and 3600.", new Shape.List(new Shape.Whole(60, 7 * Day), 10)),
        Optional("earliestSeconds", "From the wish to the first attempt.", new Shape.Whole(0, 7 * Day), 60),
        Optional("maxDays", "From the wish to the agreed time.", new Shape.Whole(1, 30), 7),
        Optional("defaultZone", "IANA id; of a customer whose zone is not known. Absent: that of the hours.", Zone),
    ]);

    private static readonly Shape.Record Queues = new("queue", "A waiting line and the terms on which one waits in it.",
    [
        Required("id", "How rules name it.", Def(QueueKind)),
        Required("name", "Shown to agents.", Name),
        Optional("offerSeconds", "How long an agent has to accept.", new Shape.Whole(PolicyValidation.MinOfferSeconds, PolicyValidation.MaxOfferSeconds), QueuePolicy.DefaultOfferSeconds),
        Optional("firstResponseSeconds", "To the first reply by a person, where no target says otherwise.", new Shape.Whole(1, PolicyValidation.MaxFirstResponseSeconds), QueuePolicy.DefaultFirstResponseSeconds),
        Optional("reopenSeconds", "How long a closed conversation can be taken up again by the customer.", new Shape.Whole(0, PolicyValidation.MaxReopenSeconds), QueuePolicy.DefaultReopenSeconds),
        Optional("hours", "When it is attended; absent: always.", Ref(HoursKind)),
        Optional("reception", "live: the customer is there. async: the customer may leave, and nothing ends by itself.", Shape.Choice.Of<Reception>(), "live"),
        Optional("strategy", "Who is asked first among the agents that fit.", Shape.Choice.Of<Strategy>(), "longestIdle"),
        Optional("lastAgentWaitSeconds", "How long the line waits for the owner or last agent while they are online but full.", new Shape.Whole(0, Day), 0),
        Optional("wrapUpSeconds", "How long an agent has after closing before the place counts as free; 0: none.", new Shape.Whole(0, 3_600), 0),
        Optional("maxTransfers", "In one round.", new Shape.Whole(0, 20), QueuePolicy.DefaultMaxTransfers),
        Optional("maxWaiting", "Beyond, the line is full.", new Shape.Whole(1, 100_000), QueuePolicy.DefaultMaxWaiting),
        Optional("priority", "Of whoever waits in it.", new Shape.Whole(-MaxPriority, MaxPriority), 0),
        Optional("ageing", "How waiting raises the priority.", new Shape.Record("ageing", "Priority that grows with the wait.",
        [
            Optional("everySeconds", "Of waiting.", new Shape.Whole(1, Day), 60),
            Optional("points", "For each span.", new Shape.Whole(0, MaxPriority), 1),
            Optional("maxPoints", "Who has earned that many and is past the target goes before everybody. points: 0 where nobody should.", new Shape.Whole(1, MaxPriority), 100),
        ])),
        Optional("widening", "What is asked for less strictly as the wait grows.", new Shape.List(new Shape.Record("wideningStep", "From a moment of waiting on; steps add up.",
        [
            Required("afterSeconds", "Of waiting.", new Shape.Whole(1, 7 * Day)),
            Optional("dropPreferred", "Preferred skills count no more.", Flag, false),
            Optional("lowerLevelBy", "Required levels fall, never below 1.", new Shape.Whole(0, Routing.SkillNeed.MaxLevel - 1), 0),
            Optional("addQueues", "Agents of these queues are asked as well.", new Shape.List(Queue, MaxSteps)),
        ]), MaxSteps)),
        Optional("overflow", "In order; the first that holds and was not done in this round is done.", new Shape.List(Overflow, MaxSteps)),
        Optional("callback", "Absent: none is offered.", Callback),
        Optional("wrapUp", "A summary to fill in at the end (服务小结).", new Shape.Record("wrapUp", "What is filled in.",
        [
            Optional("dispositions", "A tree of at most 4 levels.", new Shape.List(new Shape.Record("disposition", "What a conversation came to.",
            [
                Required("id", "Once in its queue.", Id()),
                Required("name", "Shown to agents.", Name),
                Optional("parent", "Another one's id.", Id()),
            ]), MaxDispositions)),
            Optional("requiredBeforeClose", "Closing is refused without one.", Flag, false),
        ])),
    ]);

    private static readonly Shape.Record Route = new("route", "Sends a conversation to a queue.",
    [
        Required("name", "How explanations name it.", Name),
        When,
        Required("queue", "Where it goes.", Queue),
        Optional("topic", "What it is about.", Id()),
        Optional("priority", "Added to the queue's.", new Shape.Whole(-MaxPriority, MaxPriority), 0),
        Optional("seat", "Who begins; absent: what the bot's duty says.", Shape.Choice.Of<Seat>()),
    ]);

    private static readonly Shape.Record Need = new("need", "Asks for skills.",
    [
        Required("name", "How explanations name it.", Name),
        When,
        Optional("require", "Without these an agent does not fit.", new Shape.List(SkillNeed, MaxSkillsPerRule)),
        Optional("prefer", "Who has more of these comes first.", new Shape.List(SkillNeed, MaxSkillsPerRule)),
        Optional("priority", "Added to the queue's.", new Shape.Whole(-MaxPriority, MaxPriority), 0),
        Optional("ownerFirst", "The person's owner comes before anybody else.", Flag, false),
    ]);

    private static readonly Shape.Record Target = new("target", "How long something may take.",
    [
        Required("name", "How explanations name it.", Name),
        When,
        Optional("basis", "Which time counts.", Shape.Choice.Of<TimeBasis>(), "aroundTheClock"),
        Optional("firstResponseSeconds", "To the first reply by a person.", Seconds()),
        Optional("nextResponseSeconds", "To every further reply.", Seconds()),
        Optional("resolutionSeconds", "To closing.", Seconds()),
        Optional("timeInQueueSeconds", "To an agent's accepting.", Seconds()),
        Optional("warnAtPercent", "Of the target's time, ascending.", new Shape.List(new Shape.Whole(1, ServiceTarget.Breach - 1), ServiceTargetValidation.MaxWarnings)),
        Optional("pauseOn", "What makes the clock stand still.", new Shape.List(Shape.Choice.Of<PauseReason>(), 2)),
        Optional("escalation", "The ladder that is climbed as time runs out.", Ref(LadderKind)),
    ]);

    private static readonly Shape.Record Ladder = new("escalation", "What is done, one after the other, as a target's time runs out.",
    [
        Required("id", "How targets name it.", Def(LadderKind)),
        Required("steps", "At least one.", new Shape.List(new Shape.Record("escalationStep", "One step.",
        [
            Required("measure", "Whose time it is.", Shape.Choice.Of<ServiceMeasure>()),
            Required("atPercent", "Of the target; 100 is the breach.", new Shape.Whole(1, ServiceTarget.Breach)),
            Required("do", "What is done.", Shape.Choice.Of<EscalationAction>()),
            Optional("points", "raisePriority only.", new Shape.Whole(1, MaxPriority)),
            Optional("whom", "notify only.", Shape.Choice.Of<Whom>()),
            Optional("queue", "moveQueue only.", Queue),
        ]), MaxSteps, 1)),
    ]);

    private static readonly Shape.Record Silence = new("silence", "What silence comes to; the customer's and the agent's are two clocks.",
    [
        When,
        Optional("customer", "Since the agent's side wrote last.", new Shape.Record("customerSilence", "What is absent does not happen.",
        [
            Optional("remindAfterSeconds", "The customer is asked whether they are still there.", Seconds()),
            Optional("endAfterSeconds", "The conversation ends; never in async reception.", Seconds()),
        ])),
        Optional("agent", "Since the customer wrote.", new Shape.Record("agentSilence", "What is absent does not happen.",
        [
            Optional("markAfterSeconds", "The entry in the lists changes its colour.", Seconds()),
            Optional("remindAfterSeconds", "The agent is told.", Seconds()),
            Optional("alarmAfterSeconds", "The leads are told.", Seconds()),
            Optional("moveAfterSeconds", "The conversation goes back to its line.", Seconds()),
            Optional("breakAgent", "The agent from whom it is taken is set to away.", Flag, false),
        ])),
        Optional("endWords", "What says goodbye: it starts the agent's clock no more.", Words),
    ]);

    private static readonly Shape.Record Text = new("text", "A text that is sent by itself, or the switch that keeps it from being sent.",
    [
        Required("kind", "Which layer.", Texts),
        When,
        Optional("enabled", "False: where the condition holds nothing is sent, whatever stands below.", Flag, true),
        Optional("text", "By language. {name} {agent} {queue} {position} {minutes} {opensAt} are filled in; {name|dear customer} says what stands there when it is not known.", Local),
    ]);

    private static readonly Shape.Record Budget = new("budget", "How many automatic messages a channel lets through.",
    [
        Required("channel", "As the channel catalogue names it.", Channel),
        Required("kinds", "That share the budget.", new Shape.List(Texts, Enum.GetValues<TextKind>().Length, 1)),
        Required("messages", "In any such span; 0: none at all.", new Shape.Whole(0, 1_000)),
        Required("perSeconds", "The span.", Seconds()),
    ]);

    private static readonly Shape.Record Bot = new("bot", "When the bot is on duty and what it says.",
    [
        When,
        Optional("duty", "busyOrClosed: while no person is free or the queue is closed.", Shape.Choice.Of<BotDuty>(), "always"),
        Optional("first", "Who answers before the other.", Shape.Choice.Of<Seat>(), "bot"),
        Optional("answersWhileQueued", "It goes on answering while the customer waits for a person.", Flag, true),
        Optional("handoverWords", "Any of these brings a person.", Words),
        Optional("unansweredLimit", "After so many messages without an answer a person is brought; 0: not by that.", new Shape.Whole(0, 20), 2),
        Optional("answers", "The first of which a word stands in the message.", new Shape.List(new Shape.Record("botAnswer", "One answer.",
        [
            Required("words", "Any of them, anywhere in the message.", new Shape.List(Word, MaxWords, 1)),
            Required("text", "By language.", Local),
        ]), MaxAnswers)),
    ]);

    /// <summary>The whole document.</summary>
    public static Shape.Record Document { get; } = new("policy", "The rules of a tenant: queues, skills, hours, routing, targets, overflow, texts, bot and survey.",
    [
        Required("version", "Unique in the tenant; each decision names it.", new Shape.Text(1, MaxVersionLength, VersionLetters)),
        Optional("defaultLanguage", "The language that every text has.", Language, ServicePolicy.Chinese),
        Optional("skills", "What rules may ask for and agents may have.", new Shape.List(new Shape.Record("skill", "A skill.",
        [
            Required("id", "How rules name it.", Def(SkillKind)),
            Required("name", "Shown to people.", Name),
        ]), MaxSkills)),
        Optional("tiers", "Ascending; a person without one has the first.", new Shape.List(Def(TierKind), MaxTiers)),
        Optional("presence", "What agents can say of themselves.", new Shape.Record("presence", "Reasons, and what going offline comes to.",
        [
            Optional("reasons", "To choose from.", new Shape.List(new Shape.Record("presenceReason", "One reason.",
            [
                Required("id", "Stored with the agent's times.", Def("presence reason")),
                Required("name", "Shown to agents.", Name),
                Optional("presence", "What it stands for.", Shape.Choice.Of<Presence>(), "away"),
                Optional("needsApproval", "A supervisor has to agree first.", Flag, false),
            ]), MaxPresenceReasons)),
            Optional("offlineWithOpenChats", "What becomes of the conversations of an agent who goes offline. allow: each goes back to its line at its old place. keep: the agent keeps them. refuse: nobody goes offline with any.", Shape.Choice.Of<OfflineWithOpenChats>(), "allow"),
        ])),
        Optional("teams", "Groups of people, apart from what they can do.", new Shape.List(new Shape.Record("team", "A group; at most 4 levels.",
        [
            Required("id", "How others name it.", Def(TeamKind)),
            Required("name", "Shown to people.", Name),
            Optional("parent", "The group it belongs to.", Ref(TeamKind)),
            Optional("leads", "Told when something of theirs is in danger.", new Shape.List(new Shape.Text(1, 64, AgentLetters), MaxLeads)),
        ]), MaxTeams)),
        Optional("hours", "Business hours that queues and callbacks name.", new Shape.List(Hours, MaxHours)),
        Optional("capacity", "How much of an agent's capacity one conversation takes.", new Shape.Record("capacity", "In units.",
        [
            Optional("units", "By channel.", new Shape.Map(Channel, new Shape.Whole(0, MaxUnits), MaxChannels)),
            Optional("defaultUnits", "Of a channel that is not named.", new Shape.Whole(0, MaxUnits), 1),
        ])),
        Required("defaultQueue", "Where a conversation goes that no rule sends elsewhere.", Queue),
        Optional("channelQueues", "Queue by channel, for channels that need no more of a rule than that; looked at after the routes.", new Shape.Map(Channel, Queue, MaxChannels)),
        Required("queues", "At least one.", new Shape.List(Queues, MaxQueues, 1)),
        Optional("routes", "Level 1: which queue. The first that matches decides.", new Shape.List(Route, MaxRules)),
        Optional("needs", "Level 2: which skills. All that match add up.", new Shape.List(Need, MaxRules)),
        Optional("targets", "The first that matches decides, for each measure apart.", new Shape.List(Target, MaxRules)),
        Optional("escalations", "Ladders that targets name.", new Shape.List(Ladder, MaxLadders)),
        Optional("silence", "The first that matches decides.", new Shape.List(Silence, MaxRules)),
        Optional("texts", "The first that matches decides, for each kind apart.", new Shape.List(Text, MaxRules)),
        Optional("budgets", "Automatic messages that channels let through.", new Shape.List(Budget, MaxRules)),
        Optional("bot", "The first that matches decides; absent: no bot.", new Shape.List(Bot, MaxRules)),
        Optional("survey", "What the customer is asked afterwards; absent: nothing.", new Shape.Record("survey", "One question in so many steps.",
        [
            Optional("when", "When it is asked.", Shape.Choice.Of<SurveyMoment>(), "onRequest"),
            Optional("steps", "Of the answer.", new Shape.NumberChoice([2, 3, 5]), 5),
            Optional("solved", "Whether \"was it solved?\" is asked apart.", Flag, true),
            Optional("tags", "To choose from.", new Shape.List(Word, MaxTags)),
            Optional("validHours", "An answer after that is not taken.", new Shape.Whole(1, 24 * 30), 48),
            Optional("several", "A later answer replaces an earlier one.", Flag, false),
        ])),
    ]);

    private static Shape.Text Id() => new(1, MaxIdLength, IdLetters);

    private static Shape.Text Def(string kind) => new(1, MaxIdLength, IdLetters, Defines: kind);

    private static Shape.Text Ref(string kind) => new(1, MaxIdLength, IdLetters, Refers: kind);

    private static Shape.Whole Seconds() => new(1, MaxSeconds);

    private static Member Required(string name, string description, Shape shape) => new(name, description, shape, IsRequired: true);

    private static Member Optional(string name, string description, Shape shape, JsonNode? byDefault = null) => new(name, description, shape, Default: byDefault);
}
