using OmniFunctions.Policies;

namespace OmniFunctions.Tests.Browser;

/// <summary>A visitor for whom nobody is free: they see their place and why, and have ways out; and at the end they are asked how it was.</summary>
public sealed class WaitingVisitorSpecs(SharedSystem shared) : UnderPolicySpec(shared)
{
    /// <summary>Callbacks, and a rating when it is closed.</summary>
    protected override ServicePolicy Policy
    {
        get
        {
            var queue = DemoPolicy.Document.Queue(DemoPolicy.Queue) with
            {
                Callback = new CallbackPolicy(DefaultZone: "UTC"),
                Overflow = [new OverflowStep(OverflowAction.Notice)],
            };
            return DemoPolicy.Document.With(queue) with
            {
                Version = "waiting-visitors",
                Survey = new SurveyPolicy(SurveyMoment.OnClose, Steps: 5, Tags: ["quick", "kind"]),
                Texts =
                [
                    new TextRule(TextKind.CompanyWelcome, LocalText.Of("欢迎光临。", "Welcome to the shop.")),
                    new TextRule(TextKind.Queue, LocalText.Of("您排在第 {position} 位。", "You are number {position} in the line.")),
                ],
            };
        }
    }

    [Fact]
    public async Task Who_waits_sees_why_and_asks_for_a_callback()
    {
        var visitor = await VisitAsync();
        await visitor.SayAsync("is anybody there?");
        await visitor.Status.GetByText("Nobody is here just now.").IsSeenAsync();
        await visitor.Page.ShootAsync("widget-waiting");

        await visitor.PressAsync("Call me back");
        await visitor.PressAsync("Confirm");

        await visitor.Status.GetByText("We will call you back at").IsSeenAsync();
        var agent = await SignInAsync(presence: "away");
        await agent.ShowAsync("waiting");
        await agent.OpenAsync("is anybody there?");
        await agent.Thread.GetByText("Callback agreed for").IsSeenAsync();
    }

    [Fact]
    public async Task Who_waits_is_welcomed_and_told_where_they_stand_in_their_language()
    {
        var visitor = await VisitAsync();
        await visitor.SayAsync("hello");
        await visitor.Log.GetByText("Welcome to the shop.").IsSeenAsync();
        await visitor.Log.GetByText("You are number 1 in the line.").IsSeenAsync();
        await visitor.Page.ShootAsync("widget-welcome");
        var other = await VisitAsync("zh-CN");
        await other.SayAsync("你好");
        await other.Log.GetByText("欢迎光临。").IsSeenAsync();
        await other.Log.GetByText("您排在第 2 位。").IsSeenAsync();
    }

    [Fact]
    public async Task Who_waits_can_ask_for_a_person_and_can_leave()
    {
        var visitor = await VisitAsync();
        await visitor.SayAsync("I have no time");
        await visitor.PressAsync("Talk to a person");
        await visitor.Button("Talk to a person").IsAbsentAsync();

        await visitor.PressAsync("Leave the queue");
        await visitor.PressAsync("Yes");

        await visitor.Status.GetByText("This conversation is closed.").IsSeenAsync();
        var agent = await SignInAsync(presence: "away");
        await agent.ShowAsync("closed");
        await agent.OpenAsync("I have no time");
        await agent.Thread.GetByText("The customer asked for a person").IsSeenAsync();
        await agent.Thread.GetByText("Customer gave up waiting").IsSeenAsync();
    }

    [Fact]
    public async Task A_visitor_rates_at_the_end_and_the_agent_sees_it()
    {
        var agent = await SignInAsync();
        var visitor = await VisitAsync();
        await visitor.SayAsync("where is my order?");
        await agent.AcceptAsync("where is my order?");
        await agent.ReplyAsync("It comes tomorrow.");
        await visitor.Log.GetByText("It comes tomorrow.").IsSeenAsync();

        await agent.DoAsync("close");
        await agent.ConfirmAsync();
        await visitor.PressAsync("Very good");
        await visitor.PressAsync("Solved");
        await visitor.PressAsync("kind");
        await visitor.Page.ShootAsync("widget-rating");
        await visitor.Page.Locator(".rating button[type=submit]").ClickAsync();

        await visitor.Log.GetByText("Thank you!").IsSeenAsync();
        await agent.Thread.GetByText("Customer rated 5 of 5 · solved · kind").IsSeenAsync();
    }
}
