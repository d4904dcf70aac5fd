using System.Globalization;
using OmniFunctions.Conversations;
using OmniFunctions.Lab.Script;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Lab;

/// <summary>What happened in a story, as sentences in Chinese or English.</summary>
internal sealed class LabSentences(bool isChinese)
{
    private const int MaxTextShown = 60;

    public static LabSentences In(string language) => new(language == "zh");

    /// <summary>One step: all that came of it, or that nothing did and why.</summary>
    public string Of(LabStep step)
    {
        string[] sentences = [.. step.Events.Select(e => Of(e, step)).OfType<string>()];
        return step switch
        {
            { Refusal: { } reason } => Say($"{Who(step)}{step.What}：被拒绝（{Word(reason)}）", $"{Who(step)}{step.What}: refused ({Word(reason)})"),
            { Line.Act: LabAct.Becomes act } => Say($"{act.Agent} {PresenceWord(act)}", $"{act.Agent} is {PresenceWord(act)}") + (act.Reason is { } reason ? $" ({reason})" : ""),
            { Line.Act: LabAct.Looks act } => Say($"查看 {act.Customer}", $"a look at {act.Customer}"),
            _ when sentences.Length == 0 => step.Events.Count > 0
                ? Say($"{step.What}", $"{step.What}")
                : Say($"{Who(step)}{step.What}：没有变化", $"{Who(step)}{step.What}: nothing changes"),
            _ => string.Join(Say("；", "; "), sentences),
        };
    }

    public string Phase(Phase phase) => Word(phase.GetType().Name) switch
    {
        "withBot" => Say("机器人接待", "with the bot"),
        "waiting" => Say("排队", "waiting"),
        "offered" => Say("待接受", "offered"),
        "serving" => Say("服务中", "serving"),
        "waitingOnCustomer" => Say("等待客户", "waiting on customer"),
        "snoozed" => Say("已搁置", "snoozed"),
        "callbackDue" => Say("待回呼", "callback due"),
        "wrapUp" => Say("整理中", "wrap-up"),
        "closed" => Say("已关闭", "closed"),
        "merged" => Say("已合并", "merged"),
        "ended" => Say("已结束", "ended"),
        var other => other,
    };

    public string Clock(LabClock clock, LabStep step)
    {
        var state = LabView.StateOf(clock) switch
        {
            "running" => Say("计时中", "runs"),
            "paused" => Say("暂停", "paused"),
            "breached" => Say("已超时", "breached"),
            "met" => Say("达成", "met"),
            "missed" => Say("未达成", "missed"),
            "cancelled" => Say("取消", "cancelled"),
            var other => other,
        };
        var due = LabView.StateOf(clock) == "running" && clock.DueAt is { } at ? $" → {At(at, step)}" : "";
        return $"{Measure(clock.Measure)} {state} {Span(clock.Elapsed)}/{Span(clock.Target)}{due}";
    }

    public string Weekday(DateTimeOffset local) => isChinese ? "周" + "日一二三四五六"[(int)local.DayOfWeek] : local.ToString("ddd", CultureInfo.InvariantCulture);

    /// <summary>Days, hours, minutes and seconds, without leading zeros.</summary>
    public static string Span(TimeSpan span) =>
        span.Days > 0 ? span.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture) : span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);

    public string Say(string chinese, string english) => isChinese ? chinese : english;

    private string Measure(ServiceMeasure measure) => measure switch
    {
        ServiceMeasure.FirstResponse => Say("首次响应", "first response"),
        ServiceMeasure.NextResponse => Say("后续响应", "next response"),
        ServiceMeasure.Resolution => Say("解决", "resolution"),
        ServiceMeasure.TimeInQueue => Say("排队时长", "time in queue"),
        _ => throw new InvalidOperationException($"Nobody names {measure}."),
    };

    /// <summary>Null for what is shown elsewhere: clocks stand beside the step.</summary>
    private string? Of(ConversationEvent e, LabStep step) => e switch
    {
        Opened x => Say($"会话开启（队列 {x.Queue}）", $"opened in {x.Queue}"),
        CustomerMessage x => Say($"{step.Customer} 写道“{Short(x.Item.Text)}”", $"{step.Customer} writes \"{Short(x.Item.Text)}\""),
        Queued x => Say($"进入队列 {x.Queue}（{Word(x.Reason)}）", $"queued in {x.Queue} ({Word(x.Reason)})"),
        Offered x => Say($"派给 {x.Agent}，{At(x.ExpiresAt, step)} 前接受", $"offered to {x.Agent} until {At(x.ExpiresAt, step)}"),
        OfferMissed x => Say($"{x.Agent} 未接受", $"{x.Agent} let the offer pass"),
        OfferDeclined x => Say($"{x.Agent} 拒绝", $"{x.Agent} declined"),
        Accepted x => Say($"{x.Agent} 接起", $"{x.Agent} accepted"),
        Reply x => Say($"{x.Agent} 回复“{Short(x.Text)}”", $"{x.Agent} replies \"{Short(x.Text)}\""),
        DeliveryRecorded => null,
        // Older than the clocks, and kept beside them in the log.
        FirstResponseBreached when step.Events.Any(other => other is ClocksChanged) => null,
        FirstResponseBreached => Say("首次响应超时", "first response breached"),
        Closed x => Say($"{x.By?.Value ?? "系统"} 关闭（{Word(x.Reason)}）", $"closed by {x.By?.Value ?? "the system"} ({Word(x.Reason)})"),
        Reopened x => Say($"重新打开（队列 {x.Queue}）", $"reopened in {x.Queue}"),
        Ended => Say("会话结束", "ended"),
        PersonFactsChanged => null,
        Routed x => Say($"路由到 {x.Queue}", $"routed to {x.Queue}"),
        BotSeated x => Say($"机器人接待（{x.Because}）", $"the bot begins ({x.Because})"),
        BotAnswered x => Say($"机器人答“{Short(x.Text)}”", $"the bot answers \"{Short(x.Text)}\""),
        Announced x => Say($"自动文本 {Word(x.Kind)}“{Short(x.Text)}”", $"automatic text {Word(x.Kind)} \"{Short(x.Text)}\""),
        AssessmentAsked => null,
        Assessed x => Outlook(x),
        ClocksChanged x => Marks(x),
        Escalated x => Say($"升级：{Measure(x.Measure)} {x.AtPercent}% → {Word(x.Do)}", $"escalated: {Measure(x.Measure)} at {x.AtPercent} % → {Word(x.Do)}"),
        SilenceMarked x => Say($"静默：{Word(x.Step)}", $"silence: {Word(x.Step)}"),
        Claimed x => Say($"{x.Agent} 领取", $"{x.Agent} took it"),
        TakenOver x => Say($"{x.By} 接管", $"taken over by {x.By}"),
        Transferred x => Say($"{x.By} 转给 {x.ToAgent?.Value ?? x.Queue.Value}", $"{x.By} transferred it to {x.ToAgent?.Value ?? x.Queue.Value}"),
        GivenBack x => Say($"{x.Agent} 已离线", $"{x.Agent} went offline"),
        ConsultStarted x => Say($"{x.By} 咨询 {x.Agent}", $"{x.By} consults {x.Agent}"),
        ConsultEnded x => Say($"与 {x.Agent} 的咨询结束", $"the consult with {x.Agent} ended"),
        ParticipantJoined x => Say($"{x.Agent} 加入（{Word(x.Role)}）", $"{x.Agent} joined ({Word(x.Role)})"),
        ParticipantLeft x => Say($"{x.Agent} 离开", $"{x.Agent} left"),
        CustomerAwaited x => Say($"{x.By} 等待客户", $"{x.By} waits on the customer"),
        Resumed x => Say(x.By is { } by ? $"{by} 恢复" : "客户来信，恢复", x.By is { } on ? $"{on} goes on" : "it goes on: the customer spoke"),
        Snoozed x => Say($"{x.By} 搁置{(x.Until is { } to ? "至 " + At(to, step) : "")}", $"{x.By} snoozed it{(x.Until is { } until ? " until " + At(until, step) : "")}"),
        Woken x => Say("唤醒", x.DueAt is not null ? "woke at its time" : "woke"),
        WrapUpBegan x => Say($"{x.Agent} 整理至 {At(x.Until, step)}", $"{x.Agent} wraps up until {At(x.Until, step)}"),
        NoteAdded x => Say($"{x.By} 备注“{Short(x.Text)}”", $"note of {x.By}: \"{Short(x.Text)}\""),
        Whispered x => Say($"{x.By} 密语 {x.To}", $"{x.By} whispers to {x.To}"),
        Recalled x => Say($"{x.By} 撤回消息", $"{x.By} recalled a message"),
        RecallRecorded x => Say(x.IsTakenBack ? "平台已撤回" : "平台未能撤回", x.IsTakenBack ? "the platform took it back" : "the platform did not take it back"),
        Labelled x => Say($"标签 +{string.Join(",", x.Added)} -{string.Join(",", x.Removed)}", $"labels +{string.Join(",", x.Added)} -{string.Join(",", x.Removed)}"),
        PrioritySet x => Say($"优先级 {x.Points}", $"priority {x.Points}"),
        TopicSet x => Say($"主题 {x.Topic}", $"topic {x.Topic}"),
        DispositionSet x => Say($"小结 {x.Disposition}", $"disposition {x.Disposition}"),
        MessageScheduled x => Say($"定时消息 {At(x.SendAt, step)}", $"a message scheduled for {At(x.SendAt, step)}"),
        ScheduledCancelled => Say("定时消息取消", "a scheduled message cancelled"),
        ScheduledMissed => Say("定时消息未发", "a scheduled message missed its time"),
        PersonAsked x => Say($"客户要人工（{Word(x.How)}）", $"the customer asked for a person ({Word(x.How)})"),
        PersonReached x => Say($"人工应答，用时 {Span(TimeSpan.FromSeconds(x.Seconds))}", $"a person answered after {Span(TimeSpan.FromSeconds(x.Seconds))}"),
        CallbackAgreed x => Say($"约定回呼 {At(x.DueAt, step, x.Zone)}", $"callback agreed for {At(x.DueAt, step, x.Zone)}"),
        CallbackFellDue => Say("到回呼时间", "the callback is due"),
        CallbackAttempted x => Say($"第 {x.Attempt} 次回呼：{Word(x.Outcome)}", $"callback attempt {x.Attempt}: {Word(x.Outcome)}")
            + (x.NextDueAt is { } next ? Say($"，下次 {At(next, step)}", $", next {At(next, step)}") : ""),
        CallbackCancelled x => Say(x.CustomerBack ? "客户先回来，回呼取消" : "回呼取消", x.CustomerBack ? "callback cancelled: the customer was back first" : "callback cancelled"),
        CallbackFailed => Say("回呼未成", "the callback failed"),
        RatingAsked => Say("邀请评价", "a rating was asked for"),
        Rated x => Say($"评价 {x.Score}/{x.Steps}", $"rated {x.Score} of {x.Steps}"),
        MergedInto x => Say($"并入 {x.Into}", $"merged into {x.Into}"),
        Joined x => Say($"{x.From} 并入", $"{x.From} joined"),
        Unmerged => Say("撤销合并", "un-merged"),
        SplitOff x => Say($"{x.From} 分离", $"{x.From} split off"),
        TakenBack => Say("取回消息", "messages taken back"),
        _ => Word(e.GetType().Name),
    };

    private string? Outlook(Assessed x) => x.Why.Done is not { } done ? null
        : Say(
            $"溢出：{Word(x.Why.Steps[done].Do)}（排队 {x.Outlook.Length}，在线 {x.Outlook.Staffed}，空闲 {x.Outlook.Free}）",
            $"overflow: {Word(x.Why.Steps[done].Do)} ({x.Outlook.Length} waiting, {x.Outlook.Staffed} online, {x.Outlook.Free} free)");

    private string? Marks(ClocksChanged x)
    {
        var marks = x.Changes
            .SelectMany(change => change.Fired.Select(mark => (change.Measure, mark.Percent)))
            .Select(mark => mark.Percent >= ServiceTarget.Breach
                ? Say($"{Measure(mark.Measure)}超时", $"{Measure(mark.Measure)} breached")
                : Say($"{Measure(mark.Measure)}预警 {mark.Percent}%", $"{Measure(mark.Measure)} at {mark.Percent} %"));
        return string.Join(Say("，", ", "), marks) is { Length: > 0 } text ? text : null;
    }

    private static string Who(LabStep step) => step.Line?.Act switch
    {
        LabAct.Writes act => act.Customer + " ",
        LabAct.Wants act => (act.By?.Value ?? act.Customer) + " ",
        LabAct.Claims act => act.Agent + " ",
        LabAct.Merges act => act.Agent + " ",
        _ => "",
    };

    private string PresenceWord(LabAct.Becomes act) => Word(act.Presence) switch
    {
        "online" => Say("上线", "online"),
        "away" => Say("离开", "away"),
        _ => Say("下线", "offline"),
    };

    /// <summary>On the step's own wall clock, with the date where it is another; in the zone that was named, if one was.</summary>
    private static string At(DateTimeOffset at, LabStep step, string? zone = null)
    {
        var local = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? TimeZoneInfo.ConvertTime(at, known) : step.InItsZone(at);
        return local.ToString(local.Date == step.Local.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) + (zone is null ? "" : $" {zone}");
    }

    private static string Short(string? text) => text is null ? "" : text.Length <= MaxTextShown ? text : text[..(MaxTextShown - 1)] + "…";

    private static string Word(object value) => value.ToString() is { Length: > 0 } text ? char.ToLowerInvariant(text[0]) + text[1..] : "";
}
