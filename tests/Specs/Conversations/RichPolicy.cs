using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Rules of which each part does something: hours, targets with ladders, silence, overflow, texts, a bot, callbacks, wrap-up and a survey.</summary>
internal static class RichPolicy
{
    internal static readonly ServicePolicy Document = new(
        "rich-1",
        Service,
        new Dictionary<string, QueueId> { ["webchat"] = Sales },
        [
            new QueuePolicy(Service, "客服", OfferSeconds: 30, FirstResponseSeconds: 60, ReopenSeconds: 3600)
            {
                Hours = "office",
                WrapUpSeconds = 60,
                MaxTransfers = 1,
                MaxWaiting = 50,
                Overflow =
                [
                    new OverflowStep(OverflowAction.MoveQueue, Is("queue.length", 5), Queue: Sales),
                    new OverflowStep(OverflowAction.Close, Is("queue.staffed", 0), Text: TextKind.NobodyFree),
                    new OverflowStep(OverflowAction.Notice, Is("queue.free", 0), RepeatSeconds: 120),
                    new OverflowStep(OverflowAction.SelfService, AfterSeconds: 60),
                    new OverflowStep(OverflowAction.Callback, AfterSeconds: 90),
                ],
                Callback = new CallbackPolicy(Attempts: 2, BackOffSeconds: [300], EarliestSeconds: 60),
                WrapUp = new WrapUpPolicy([new Disposition("done", "Done")], RequiredBeforeClose: true),
            },
            new QueuePolicy(Sales, "销售", OfferSeconds: 20, FirstResponseSeconds: 45, ReopenSeconds: 600) { MaxTransfers = 1, Strategy = Strategy.LastAgentFirst, LastAgentWaitSeconds = 10 },
        ])
    {
        Tiers = ["standard", "gold"],
        Skills = [new Skill(new SkillId("refunds"), "退款")],
        Hours = [new QueueHours("office", "Asia/Shanghai", WeekHours.Daily(new Period("09:00", "21:00")))],
        Routes = [new RouteRule("gold", Sales, new Condition.Test("person.tier", ConditionOperator.AtLeast, new Operand.Text("gold")), Priority: 5)],
        Needs = [new NeedRule("refunds", new Condition.Test("topic", ConditionOperator.Is, new Operand.Text("refund")), [new SkillNeed(new SkillId("refunds"), 2)], OwnerFirst: true)],
        Targets =
        [
            new TargetRule(
                "all",
                Basis: TimeBasis.OpenHours,
                FirstResponseSeconds: 60,
                NextResponseSeconds: 120,
                ResolutionSeconds: 7200,
                TimeInQueueSeconds: 90,
                WarnAtPercent: [50],
                PauseOn: [PauseReason.WaitingOnCustomer, PauseReason.Snoozed],
                Escalation: "ladder"),
        ],
        Escalations =
        [
            new EscalationLadder(
                "ladder",
                [
                    new EscalationStep(ServiceMeasure.TimeInQueue, 80, EscalationAction.RaisePriority, Points: 10),
                    new EscalationStep(ServiceMeasure.TimeInQueue, 100, EscalationAction.MoveQueue, Queue: Sales),
                    new EscalationStep(ServiceMeasure.FirstResponse, 80, EscalationAction.Notify, Whom: Whom.Agent),
                    new EscalationStep(ServiceMeasure.FirstResponse, 100, EscalationAction.AddSupervisor),
                    new EscalationStep(ServiceMeasure.Resolution, 100, EscalationAction.Page),
                ]),
        ],
        Silence = [new SilenceRule(Customer: new CustomerSilence(300, 600), Agent: new AgentSilence(100, 130, 160, 200, BreakAgent: true), EndWords: ["谢谢", "thanks"])],
        Texts =
        [
            .. Enum.GetValues<TextKind>().Select(kind => new TextRule(kind, LocalText.Of($"{kind}: {{name}}，{{agent}} {{position}} {{minutes}} {{opensAt}}", $"{kind}: {{name}}, {{agent}} {{position}} {{minutes}} {{opensAt}}"))),
        ],
        Bot =
        [
            new BotRule(
                Duty: BotDuty.BusyOrClosed,
                HandoverWords: ["转人工"],
                Answers: [new BotAnswer(["hours", "几点"], LocalText.Of("九点到二十一点", "Nine to nine"))]),
        ],
        Survey = new SurveyPolicy(SurveyMoment.OnClose, Steps: 5, Tags: ["polite"]),
    };

    internal static Condition.Test Is(string field, double value) => new(field, ConditionOperator.Is, new Operand.Number(value));
}
