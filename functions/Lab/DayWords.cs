using System.Globalization;

namespace OmniFunctions.Lab;

/// <summary>What the laboratory's reports say, in Chinese or English.</summary>
internal sealed class DayWords
{
    private static readonly Dictionary<string, (string Zh, string En)> Table = new(StringComparer.Ordinal)
    {
        ["p50"] = ("中位数 p50", "median (p50)"),
        ["p90"] = ("p90", "p90"),
        ["seconds.short"] = ("秒", "s"),
        ["units.held"] = ("占用的接待容量", "units in use"),
        ["units.there"] = ("在线坐席的接待容量", "units of the agents online"),
        ["plot.waitingByTime"] = ("各时段排队等待", "Waiting by time of day"),
        ["plot.waitingByTime.sub"] = ("按到达时间每半小时；排队至有坐席接起或离开", "By half hour of arrival; in line until an agent had it or the customer left"),
        ["plot.queueLength"] = ("排队人数", "Queue length"),
        ["plot.queueLength.sub"] = ("每 5 分钟一次", "Every 5 minutes"),
        ["plot.occupancy"] = ("坐席占用率", "Occupancy"),
        ["plot.occupancy.sub"] = ("全天 {0}；占用容量 ÷ 可用容量", "{0} over the day; units in use over units there"),
        ["plot.waits"] = ("等待时长分布", "How long customers waited"),
        ["plot.waits.sub"] = ("p50 {0}，p90 {1}，p99 {2}，最长 {3}", "p50 {0}, p90 {1}, p99 {2}, longest {3}"),
        ["plot.load"] = ("各坐席负荷", "Load of each agent"),
        ["plot.load.sub"] = ("{0} 名坐席；Jain 公平指数：占用率 {1}，每小时接待量 {2}（1 = 完全均等）", "{0} agents; Jain's index: occupancy {1}, conversations an hour {2} (1 = all the same)"),
        ["plot.load.tip"] = ("{0}：占用率 {1}，接待 {2}，在线 {3}", "{0}: occupancy {1}, {2} conversations, online {3}"),
        ["plot.load.mean"] = ("平均 {0}", "mean {0}"),
        ["day.head"] = ("{0}：{1} 通会话，{2} 名坐席，{3} 坐席小时，种子 {4}", "{0}: {1} conversations, {2} agents, {3} agent hours, seed {4}"),
        ["day.policy"] = ("策略 {0}（{1}）", "Policy {0} ({1})"),
        ["day.took"] = ("模拟用时 {0} 秒，{1} 次决策", "Simulated in {0} s, {1} decisions"),
        ["day.plots"] = ("图表与全部数字：{0}", "Plots and all figures: {0}"),
        ["day.definitions"] = (
            "服务水平：目标时间内得到人工首次回复的会话 ÷ 全部会话，不含目标时间未到就放弃的。等待：从进入队列到坐席接起或客户离开。占用率：占用容量 ÷ 可用容量（按时间）。"
                + "超车：同队列同等级中，后来者先被接起的人数。Jain 指数：1 = 完全均等。",
            "Service level: answered by a person within the target over all who wrote, without those who gave up before it had passed. Wait: from entering the line until an agent "
                + "had it or the customer left. Occupancy: units in use over units there, times time. Overtaken: how many of the same queue and tier came later and had an agent earlier. "
                + "Jain's index: 1 = all the same."),
        ["day.byQueue"] = ("按队列", "By queue"),
        ["day.byTier"] = ("按客户等级", "By tier"),
        ["queue"] = ("队列", "queue"),
        ["tier"] = ("等级", "tier"),
        ["all"] = ("全部", "all"),
        ["none"] = ("（无）", "(none)"),
        ["figure"] = ("指标", "figure"),
        ["difference"] = ("差异", "difference"),
        ["better"] = ("↑ 更好", "better"),
        ["worse"] = ("↓ 更差", "worse"),
        ["conversations"] = ("会话", "conversations"),
        ["served"] = ("已服务", "served"),
        ["abandoned"] = ("放弃", "abandoned"),
        ["turnedAway"] = ("被分流关闭", "turned away"),
        ["open"] = ("未结束", "still open"),
        ["target"] = ("目标", "target"),
        ["serviceLevel"] = ("服务水平", "service level"),
        ["abandonRate"] = ("放弃率", "abandon rate"),
        ["wait"] = ("等待", "wait"),
        ["firstReply"] = ("首次回复", "first reply"),
        ["queueWait"] = ("等待", "wait"),
        ["tierWait"] = ("等待", "wait"),
        ["Mean"] = ("平均", "mean"),
        ["P50"] = ("p50", "p50"),
        ["P90"] = ("p90", "p90"),
        ["P99"] = ("p99", "p99"),
        ["Longest"] = ("最长", "longest"),
        ["offers"] = ("派单", "offers"),
        ["missedOffers"] = ("派单未应答", "missed offers"),
        ["declinedOffers"] = ("派单被拒", "declined offers"),
        ["transfers"] = ("转接", "transfers"),
        ["breaches"] = ("SLA 超时", "SLA breaches"),
        ["agentHours"] = ("坐席在线小时", "agent hours online"),
        ["occupancy"] = ("占用率", "occupancy"),
        ["busyShare"] = ("有会话的时间", "time with a conversation"),
        ["loadFairness"] = ("公平（占用率，Jain）", "fairness of occupancy (Jain)"),
        ["workFairness"] = ("公平（每小时接待量，Jain）", "fairness of conversations an hour (Jain)"),
        ["overtakenP99"] = ("被超车 p99", "overtaken p99"),
        ["overtakenMost"] = ("被超车最多", "overtaken most"),
        ["queueConversations"] = ("会话", "conversations"),
        ["queueServiceLevel"] = ("服务水平", "service level"),
        ["queueAbandonRate"] = ("放弃率", "abandon rate"),
        ["tierConversations"] = ("会话", "conversations"),
        ["tierAbandonRate"] = ("放弃率", "abandon rate"),
        ["tierWaitFairness"] = ("等待公平（Jain）", "fairness of waits (Jain)"),
        ["firstResponse"] = ("首次响应", "first response"),
        ["nextResponse"] = ("后续响应", "next response"),
        ["resolution"] = ("解决", "resolution"),
        ["timeInQueue"] = ("排队时长", "time in queue"),
    };

    private static readonly string[] Parts = ["Mean", "P50", "P90", "P99", "Longest"];
    private readonly bool isChinese;

    private DayWords(bool isChinese) => this.isChinese = isChinese;

    public static DayWords Chinese { get; } = new(isChinese: true);

    public static DayWords English { get; } = new(isChinese: false);

    public string this[string key] => isChinese ? Table[key].Zh : Table[key].En;

    public string Format(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>A figure of a day, as <c>waitP90</c>: its own name, or the name of what is measured and of the part of it.</summary>
    public string Figure(string figure)
    {
        if (Table.ContainsKey(figure)) return this[figure];
        var part = Parts.First(each => figure.EndsWith(each, StringComparison.Ordinal));
        return this[figure[..^part.Length]] + (isChinese ? "" : " ") + this[part];
    }
}
