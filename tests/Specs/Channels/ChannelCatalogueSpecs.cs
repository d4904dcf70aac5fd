using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class ChannelCatalogueSpecs
{
    public static TheoryData<string> Names => new(ChannelCatalogue.All.Select(channel => channel.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_channel_is_found_by_its_name_and_says_what_it_needs(string name)
    {
        var channel = ChannelCatalogue.Find(name)!;

        Assert.Equal(name, channel.Name);
        // Without one of them anybody would be believed. A public key is no secret.
        Assert.Contains(channel.Capabilities.Settings, setting => IsProof(setting) && (setting.Required || channel.Capabilities.Ways.Count > 0));
        Assert.All(channel.Capabilities.Ways, way => Assert.Contains(channel.Capabilities.Settings, setting => IsProof(setting) && way.Settings.Contains(setting.Name)));
        // The largest are mails with their files.
        Assert.InRange(channel.Capabilities.MaxBodyBytes, 1, 31 * 1024 * 1024);
    }

    private static bool IsProof(AccountSetting setting) => setting.Secret || setting.Name.EndsWith("public_key", StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("Telegram")]
    [InlineData("carrier-pigeon")]
    public void What_is_not_in_the_catalogue_is_no_channel(string name) => Assert.Null(ChannelCatalogue.Find(name));
}
