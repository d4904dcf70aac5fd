using OmniFunctions.Channels.WebChat;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WidgetSettingsSpecs
{
    [Fact]
    public void An_account_that_says_nothing_has_a_widget_that_works()
    {
        var settings = WidgetSettings.Of(Account("webchat"));

        Assert.Equal((null, false, WidgetSettings.DefaultFileMegabytes, true, false), (settings.Colour, settings.IsLeft, settings.FileMegabytes, settings.IsTracked, settings.HasPreview));
        Assert.Empty(settings.Form);
        Assert.Null(settings.Invites);
        Assert.True(settings.IsHome("https://anywhere.example"));
    }

    [Fact]
    public void A_form_asks_for_known_fields_once_and_says_which_are_needed()
    {
        var settings = WidgetSettings.Of(Account("webchat", (WidgetSettings.FormSetting, "name!, email ,shoe size,name,order")));

        Assert.Equal([new FormField("name", true), new FormField("email", false), new FormField("order", false)], settings.Form);
    }

    [Theory]
    [InlineData("#1A6DD6", "#1a6dd6")]
    [InlineData("red", null)]
    [InlineData("#fff", null)]
    [InlineData("#1a6dd6;}", null)]
    public void A_colour_is_a_colour_and_nothing_else(string text, string? colour) =>
        Assert.Equal(colour, WidgetSettings.Of(Account("webchat", (WidgetSettings.ColourSetting, text))).Colour);

    [Theory]
    [InlineData("4", null)]
    [InlineData("5", 5)]
    [InlineData("3600", 3600)]
    [InlineData("3601", null)]
    [InlineData("soon", null)]
    public void Nobody_is_invited_within_moments_or_after_an_hour(string seconds, int? expected) =>
        Assert.Equal(expected, WidgetSettings.Of(Account("webchat", (WidgetSettings.InviteAfterSetting, seconds))).Invites?.AfterSeconds);

    [Fact]
    public void Invitations_hold_on_the_paths_that_are_paths()
    {
        var settings = WidgetSettings.Of(Account("webchat", (WidgetSettings.InviteAfterSetting, "30"), (WidgetSettings.InvitePathsSetting, "/shoes, bags,/hats")));

        Assert.Equal(["/shoes", "/hats"], settings.Invites!.Paths);
    }

    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("https://shop.example.evil", false)]
    [InlineData("http://shop.example", false)]
    [InlineData(null, true)]
    public void Where_origins_are_listed_only_these_bear_it(string? origin, bool isHome) =>
        Assert.Equal(isHome, WidgetSettings.Of(Account("webchat", (WidgetSettings.OriginsSetting, "https://shop.example, https://www.shop.example"))).IsHome(origin));

    [Fact]
    public void Every_setting_has_a_hint_in_both_languages() => Assert.All(WidgetSettings.Declared, setting =>
    {
        Assert.NotEmpty(setting.Hint!.Value.Zh);
        Assert.NotEmpty(setting.Hint!.Value.En);
    });
}
