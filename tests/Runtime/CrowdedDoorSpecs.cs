using OmniFunctions.Channels;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>Whom the door takes, and whom it tells to come again, when more come than it can take.</summary>
public sealed class CrowdedDoorSpecs : IDisposable
{
    private static readonly AccountKey Account = new(new TenantId("demo"), "telegram", "bot");
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly ManualTime time = new();
    private readonly Turnstile turnstile;
    private readonly Backlog backlog;

    public CrowdedDoorSpecs()
    {
        turnstile = new Turnstile(time);
        backlog = new Backlog(time);
    }

    public void Dispose() => turnstile.Dispose();

    [Fact]
    public async Task Who_comes_to_a_full_door_goes_in_when_another_one_leaves_in_order()
    {
        await FillAsync();
        var (first, second) = (turnstile.EnterAsync().AsTask(), turnstile.EnterAsync().AsTask());
        Assert.False(first.IsCompleted);
        turnstile.Leave();
        Assert.True(await first);
        Assert.False(second.IsCompleted);
        turnstile.Leave();
        Assert.True(await second);
    }

    [Fact]
    public async Task Who_has_waited_too_long_is_turned_away_and_takes_no_place()
    {
        await FillAsync();
        var late = turnstile.EnterAsync().AsTask();
        time.Advance(Turnstile.Patience - Moment);
        Assert.False(late.IsCompleted);
        var inTime = turnstile.EnterAsync().AsTask();
        time.Advance(Turnstile.Patience / 2);
        Assert.False(await late);
        turnstile.Leave();
        Assert.True(await inTime);
    }

    [Fact]
    public async Task Who_finds_the_line_full_gets_no_turn_and_hears_so_after_a_moment()
    {
        await FillAsync();
        var line = Wait(Turnstile.MaxWaiting);
        var tooMuch = turnstile.EnterAsync().AsTask();
        for (var i = 0; i < Turnstile.MaxWaiting; i++) turnstile.Leave();
        Assert.All(await Task.WhenAll(line), Assert.True);
        Assert.False(tooMuch.IsCompleted);
        time.Advance(Turnstile.Pause);
        Assert.False(await tooMuch);
    }

    [Fact]
    public async Task So_many_may_hear_no_at_a_moment_that_the_others_hear_it_at_once()
    {
        await FillAsync();
        Wait(Turnstile.MaxWaiting + Turnstile.MaxTurnedAway);
        var last = turnstile.EnterAsync().AsTask();
        Assert.True(last.IsCompleted);
        Assert.False(await last);
    }

    [Fact]
    public async Task Everybody_who_went_in_has_left_and_the_door_is_as_free_as_before()
    {
        await FillAsync();
        Assert.True(turnstile.IsCrowded);
        for (var i = 0; i < Turnstile.MaxAtOnce; i++) turnstile.Leave();
        Assert.False(turnstile.IsCrowded);
        await FillAsync();
    }

    [Fact]
    public void A_burst_is_not_late_however_many_come_with_it()
    {
        backlog.Accepted(100_000);
        TakeIn(seconds: 4, perSecond: 10, waited: TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.Zero, backlog.Wait());
    }

    [Fact]
    public void What_has_waited_long_already_tells_how_long_the_next_one_will_wait()
    {
        backlog.Accepted(20_000);
        TakeIn(seconds: 20, perSecond: 100, waited: TimeSpan.FromSeconds(20));

        // 18,000 are left, and 100 go in a second.
        Assert.Equal(180, backlog.Wait().TotalSeconds, tolerance: 5.0);
        Assert.True(backlog.Wait() > Backlog.Latest);
    }

    [Fact]
    public void It_is_not_late_any_more_as_soon_as_enough_of_it_is_taken_in()
    {
        backlog.Accepted(20_000);
        TakeIn(seconds: 20, perSecond: 100, waited: TimeSpan.FromSeconds(20));
        TakeIn(seconds: 8, perSecond: 1_000, waited: TimeSpan.FromSeconds(28));
        Assert.InRange(backlog.Wait(), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Repetitions_that_the_broker_dropped_do_not_wait_for_ever()
    {
        for (var second = 0; second < 200; second++)
        {
            backlog.Accepted(1_000);
            TakeIn(seconds: 1, perSecond: 10, waited: TimeSpan.FromSeconds(16));
        }

        // Of 200,000 no more can be there than came within the longest wait.
        Assert.InRange(backlog.Wait(), TimeSpan.FromSeconds(1_600), TimeSpan.FromSeconds(1_900));
    }

    [Fact]
    public void Where_another_process_takes_in_nothing_is_late()
    {
        backlog.Accepted(1_000_000);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.Zero, backlog.Wait());
    }

    [Fact]
    public void One_customers_flood_is_turned_away_and_nobody_else_is()
    {
        var quotas = new SenderQuotas(time);
        Assert.All(Enumerable.Range(0, SenderQuotas.Burst), _ => Assert.True(quotas.TryTake(Account, [From("flooder")])));
        Assert.False(quotas.TryTake(Account, [From("flooder")]));
        Assert.True(quotas.TryTake(Account, [From("another")]));

        // Whoever comes in one request with somebody who floods is not turned away for it.
        Assert.True(quotas.TryTake(Account, [From("flooder"), From("another")]));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.All(Enumerable.Range(0, SenderQuotas.PerSecond), _ => Assert.True(quotas.TryTake(Account, [From("flooder")])));
        Assert.False(quotas.TryTake(Account, [From("flooder")]));
    }

    [Fact]
    public async Task A_message_gives_way_to_a_crowded_door_until_the_crowd_is_gone()
    {
        await FillAsync();
        var rightOfWay = new RightOfWay(turnstile, time);
        for (var i = 0; i < RightOfWay.AtOnceWhileCrowded; i++) Assert.True(Now(rightOfWay).IsCompleted);
        var waiting = Now(rightOfWay);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        for (var i = 0; i < Turnstile.MaxAtOnce; i++) turnstile.Leave();
        time.Advance(TimeSpan.FromSeconds(1));
        (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task A_message_that_has_waited_long_gives_way_no_more()
    {
        await FillAsync();
        var rightOfWay = new RightOfWay(turnstile, time);
        for (var i = 0; i < RightOfWay.AtOnceWhileCrowded; i++) Assert.True(Now(rightOfWay).IsCompleted);
        using var turn = await rightOfWay.GiveWayAsync(time.GetUtcNow() - RightOfWay.LongestWait, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    private List<Task<bool>> Wait(int many) => [.. Enumerable.Range(0, many).Select(_ => turnstile.EnterAsync().AsTask())];

    private Task<RightOfWay.Turn> Now(RightOfWay rightOfWay) => rightOfWay.GiveWayAsync(time.GetUtcNow(), CancellationToken.None).AsTask();

    private async Task FillAsync()
    {
        for (var i = 0; i < Turnstile.MaxAtOnce; i++) Assert.True(await turnstile.EnterAsync());
    }

    private void TakeIn(int seconds, int perSecond, TimeSpan waited)
    {
        for (var second = 0; second < seconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < perSecond; i++) backlog.Left(time.GetUtcNow() - TimeSpan.FromTicks(Math.Min(waited.Ticks, (time.GetUtcNow() - Began).Ticks)));
        }
    }

    private DateTimeOffset Began { get; } = new ManualTime().GetUtcNow();

    private static InboundItem From(string sender) => new() { Kind = ItemKind.Text, Sender = sender, DedupeKey = "m", Text = "hello" };
}
