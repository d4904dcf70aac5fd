using OmniFunctions.Visitors;

namespace OmniFunctions.Tests.Specs.Visitors;

public sealed class VisitingSpecs
{
    private static readonly AccountKey Site = new(new TenantId("demo"), "webchat", "site");
    private static readonly DateTimeOffset Noon = new(2025, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgentId Chen = new("chen");

    [Fact]
    public void A_page_that_is_opened_is_noted_and_the_one_before_is_left()
    {
        var visit = Hear(Hear(null, new("https://shop.example/", "Home"), 0), new("https://shop.example/shoes", "Shoes"), 40);

        Assert.Equal([new TrackEntry.Page(Noon, "https://shop.example/", "Home", At(40)), new TrackEntry.Page(At(40), "https://shop.example/shoes", "Shoes")], visit.Track.AsEnumerable());
        Assert.Equal("https://shop.example/shoes", visit.OpenPage!.Address);
    }

    [Fact]
    public void A_page_that_tells_again_that_it_is_there_is_noted_once()
    {
        var visit = Hear(Hear(null, new("https://shop.example/"), 0), new("https://shop.example/"), 20);

        Assert.Single(visit.Track);
        Assert.Equal(At(20), visit.SeenAt);
    }

    [Theory]
    [InlineData("https://shop.example/a?token=secret#x", "https://shop.example/a")]
    [InlineData("https://user:pass@shop.example/a", "https://shop.example/a")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("shoes", null)]
    [InlineData(null, null)]
    public void An_address_says_where_and_nothing_of_who(string? text, string? address) => Assert.Equal(address, Visiting.Address(text));

    [Fact]
    public void A_track_keeps_the_last_of_what_was_done()
    {
        Visit? visit = null;
        for (var page = 0; page < Visit.MaxTrack + 5; page++) visit = Hear(visit, new($"https://shop.example/{page}"), page);

        Assert.Equal(Visit.MaxTrack, visit!.Track.Length);
        Assert.Equal("https://shop.example/5", Assert.IsType<TrackEntry.Page>(visit.Track[0]).Address);
        Assert.Equal($"https://shop.example/{Visit.MaxTrack + 4}", visit.OpenPage!.Address);
    }

    [Fact]
    public void What_the_page_tells_of_is_noted_within_its_limits()
    {
        var values = Enumerable.Range(0, 30).ToDictionary(i => $"v{i}", i => new string('x', 500));

        var act = Assert.IsType<TrackEntry.Act>(Assert.Single(Hear(null, new(Act: new string('b', 100), Values: values), 0).Track));

        Assert.Equal((Visiting.MaxNameLength, Visiting.MaxValues), (act.Name.Length, act.Values.Length));
        Assert.All(act.Values, value => Assert.Equal(Visiting.MaxValueLength, value.Value.Length));
    }

    [Fact]
    public void Who_is_not_heard_of_for_a_minute_is_gone()
    {
        var visit = Hear(null, new("https://shop.example/"), 0);

        Assert.True(visit.IsPresent(At(60)));
        Assert.False(visit.IsPresent(At(61)));
    }

    [Fact]
    public void Who_closes_the_page_is_gone_at_once_and_back_with_the_next()
    {
        var gone = Hear(Hear(null, new("https://shop.example/"), 0), new(Leaves: true), 10);
        var back = Hear(gone, new("https://shop.example/shoes"), 12);

        Assert.False(gone.IsPresent(At(10)));
        Assert.Null(gone.OpenPage);
        Assert.True(back.IsPresent(At(12)));
        Assert.Equal((1, Noon), (back.Count, back.Since));
    }

    [Fact]
    public void Who_comes_back_after_half_an_hour_has_come_anew()
    {
        var visit = Hear(Hear(null, new("https://shop.example/", CameFrom: "https://search.example/?q=shoes"), 0), new("https://shop.example/", CameFrom: "https://news.example/"), 1_801);

        Assert.Equal((2, At(1_801), "https://news.example/"), (visit.Count, visit.Since, visit.CameFrom));
        // The page was left when it was last heard of, not when it was opened again.
        Assert.Equal(Noon, Assert.IsType<TrackEntry.Page>(visit.Track[0]).LeftAt);
    }

    [Fact]
    public void A_visitor_is_asked_and_answers()
    {
        var (asked, refusal) = Visiting.Invite(Hear(null, new("https://shop.example/"), 0), "i1", Chen, " Can I help? ", At(10));
        var shown = Hear(asked, new(Answer: new("i1", InvitationState.Shown)), 12);
        var accepted = Hear(shown, new(Answer: new("i1", InvitationState.Accepted)), 15);

        Assert.Null(refusal);
        Assert.Equal(new Invitation("i1", Chen, "Can I help?", At(10)), asked.Invitation);
        Assert.Equal(InvitationState.Shown, shown.Invitation!.State);
        Assert.Equal(InvitationState.Accepted, accepted.Invitation!.State);
    }

    [Fact]
    public void What_was_answered_stays_answered()
    {
        var (asked, _) = Visiting.Invite(Hear(null, new("https://shop.example/"), 0), "i1", Chen, null, At(10));
        var declined = Hear(asked, new(Answer: new("i1", InvitationState.Declined)), 12);

        Assert.Equal(declined.Invitation, Hear(declined, new(Answer: new("i1", InvitationState.Shown)), 13).Invitation);
        Assert.Equal(asked.Invitation, Hear(asked, new(Answer: new("i2", InvitationState.Declined)), 13).Invitation);
    }

    [Fact]
    public void Who_has_gone_is_not_asked() => Assert.Equal(InviteRefusal.Gone, Visiting.Invite(Hear(null, new("https://shop.example/"), 0), "i1", Chen, null, At(61)).Refusal);

    [Fact]
    public void Who_was_asked_or_said_no_a_moment_ago_is_left_alone()
    {
        var (asked, _) = Visiting.Invite(Hear(null, new("https://shop.example/"), 0), "i1", Chen, null, At(10));
        var declined = Hear(asked, new(Answer: new("i1", InvitationState.Declined)), 20);
        var later = Hear(declined, new("https://shop.example/"), 20 + (int)Visiting.RestAfterNo.TotalSeconds);

        Assert.Equal(InviteRefusal.AskedAlready, Visiting.Invite(asked, "i2", Chen, null, At(20)).Refusal);
        Assert.Equal(InviteRefusal.Declined, Visiting.Invite(declined, "i2", Chen, null, At(30)).Refusal);
        Assert.Null(Visiting.Invite(later, "i2", Chen, null, later.SeenAt).Refusal);
    }

    [Fact]
    public void A_rule_s_invitation_is_known_from_the_page() =>
        Assert.Equal(new Invitation(InvitationAnswer.Rule, null, null, At(30), InvitationState.Shown), Hear(null, new(Answer: new(InvitationAnswer.Rule, InvitationState.Shown)), 30).Invitation);

    [Fact]
    public void An_invitation_is_short() =>
        Assert.Equal(InviteRefusal.TooLong, Visiting.Invite(Hear(null, new("https://shop.example/"), 0), "i1", Chen, new string('x', Visiting.MaxInvitationLength + 1), At(1)).Refusal);

    private static Visit Hear(Visit? before, PageWord word, int seconds) => Visiting.Hear(before, Site, "v1", word, At(seconds));

    private static DateTimeOffset At(int seconds) => Noon.AddSeconds(seconds);
}
