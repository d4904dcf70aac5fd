using OmniFunctions.Channels;
using OmniFunctions.Customers;

namespace OmniFunctions.Tests.Specs.Customers;

public sealed class LinkingSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TenantId Tenant = new("demo");
    private static readonly LinkReason Same = new LinkReason.SamePlatformId();
    private static readonly Capabilities OfPlatform = new() { MaxBodyBytes = 1, MaxTextLength = 1, SenderIds = SenderIds.OfPlatform };
    private static readonly Capabilities OfAccount = OfPlatform with { SenderIds = SenderIds.OfAccount };
    private static readonly Capabilities Masked = OfPlatform with { SenderIds = SenderIds.Masked, SenderIdsValidFor = TimeSpan.FromDays(15) };

    [Fact]
    public void The_same_id_on_two_accounts_of_a_platform_is_one_customer() =>
        Assert.Null(Linking.Refuse(Scope("telegram", "sales", OfPlatform), [Scope("telegram", "service", OfPlatform)], Same));

    [Fact]
    public void The_same_id_on_two_platforms_is_not() =>
        Assert.Equal(LinkRefusal.ScopeDiffers, Linking.Refuse(Scope("telegram", "bot", OfPlatform), [Scope("line", "bot", OfPlatform)], Same));

    [Fact]
    public void The_same_id_on_two_official_accounts_is_not() =>
        Assert.Equal(LinkRefusal.ScopeDiffers, Linking.Refuse(Scope("wechat-oa", "a", OfAccount), [Scope("wechat-oa", "b", OfAccount)], Same));

    [Fact]
    public void A_masked_id_is_never_taken_for_a_person_not_even_in_the_same_shop()
    {
        var masked = Scope("shop", "one", Masked);
        Assert.Equal(LinkRefusal.IdentityMasked, Linking.Refuse(masked, [masked], Same));
        Assert.Equal(LinkRefusal.IdentityMasked, Linking.Refuse(Scope("shop", "one", OfAccount), [masked], Same));
    }

    [Fact]
    public void A_masked_id_carries_its_platform_shop_app_and_end() =>
        Assert.Equal(new IdentityScope("shop", "one", "one", Now.AddDays(15)), Scope("shop", "one", Masked));

    [Theory]
    [InlineData("", LinkRefusal.ReasonEmpty)]
    [InlineData("  ", LinkRefusal.ReasonEmpty)]
    [InlineData("they gave the same order number", null)]
    public void An_agent_links_what_they_know_and_says_why(string text, LinkRefusal? refusal) =>
        Assert.Equal(refusal, Linking.Refuse(Scope("webchat", "site", OfAccount), [Scope("telegram", "bot", OfPlatform)], new LinkReason.SaidByAgent(new AgentId("ana"), text)));

    [Fact]
    public void A_reason_and_a_number_of_identities_have_limits()
    {
        var scope = Scope("webchat", "site", OfAccount);
        Assert.Equal(LinkRefusal.ReasonTooLong, Linking.Refuse(scope, [], new LinkReason.SaidByAgent(new AgentId("ana"), new string('x', Linking.MaxReasonLength + 1))));
        Assert.Equal(LinkRefusal.TooManyIdentities, Linking.Refuse(scope, [.. Enumerable.Repeat(scope, Linking.MaxIdentities)], new LinkReason.SaidByAgent(new AgentId("ana"), "same")));
    }

    private static IdentityScope Scope(string channel, string account, Capabilities capabilities) => IdentityScope.Of(new AccountKey(Tenant, channel, account), capabilities, Now);
}
