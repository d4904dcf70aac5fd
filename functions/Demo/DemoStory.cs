namespace OmniFunctions.Demo;

/// <summary>What the demo's customers say: what they begin with, and what they say to an answer. They are made up, and their names say so.</summary>
/// <param name="AfterSeconds">Since the story began.</param>
/// <param name="Lines">The first at its time; each further one when somebody has answered.</param>
/// <param name="Look">What a newcomer may look at or try just then.</param>
public sealed record DemoCustomer(string Channel, string Account, string Id, string Name, int AfterSeconds, IReadOnlyList<string> Lines, string Look)
{
    /// <summary>One minute.</summary>
    public static IReadOnlyList<DemoCustomer> Story { get; } =
    [
        new("wechat-oa", "service", "demo-zhao", "赵女士（演示）", 0,
            ["你好，订单 1024 三天没有物流信息了，能帮我看看吗？", "好的，我周五要用，麻烦快一点。", "谢谢，那我等消息。"],
            "WeChat: an offer comes with a sound. Alt + A accepts it; write an answer, the customer reacts."),
        new("telegram", "bot", "910001", "Ivan (demo)", 8,
            ["Hello! Can I still change the address of order 2210? We have moved.", "12 River Street, Kazan. Same name.", "Perfect, thank you!"],
            "Telegram: a second customer. Alt + Q leads to whoever has waited longest."),
        new("webchat", "site", "demo-visitor", "", 16,
            ["发票可以开公司抬头吗？"],
            "Web page: why was it given to you? Look at \"Why me?\" on the right, or Alt + Y."),
        new("wechat-mini", "shop", "demo-chen", "陈先生（演示）", 26,
            ["优惠券提示已过期，可是今天才 30 号。", "明白了，那能补一张吗？", "谢谢！"],
            "Mini program: a fourth one waits when you are full. The tab \"Waiting\" shows the line."),
        new("telegram", "bot", "910002", "Emma (demo)", 38,
            ["The lamp arrived broken. What do I do now?", "A replacement would be great.", "Thanks for the quick help."],
            "Telegram: Alt + M sends choices or a card, and shows beforehand what the channel makes of it."),
        new("wechat-oa", "service", "demo-zhao", "赵女士（演示）", 50,
            ["在吗？查到了吗？"],
            "WeChat: the first customer asks again. Alt + Z puts something aside, Alt + X closes it."),
    ];

    public const int Seconds = 60;
}
