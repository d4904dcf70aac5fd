using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class IdentityProofSpecs
{
    private static readonly ChannelAccount Site = Account("webchat", (IdentityProof.SecretSetting, "demo-identity-secret"));
    private static readonly DateTimeOffset Until = Now.AddHours(1);

    [Fact]
    public void What_is_signed_stands_in_four_lines() => Assert.Equal(
        $"omnifunctions-visitor-v1\n{Site.Key.Tenant}/{Site.Key.Account}\n4711\n1763640000", IdentityProof.CanonicalText(Site.Key, "4711", 1_763_640_000));

    /// <summary>As the shop's server does it, from the guide alone.</summary>
    [Fact]
    public void A_signature_made_elsewhere_by_the_guide_is_believed()
    {
        var text = $"omnifunctions-visitor-v1\n{Site.Key.Tenant}/{Site.Key.Account}\nli@example.com\n{Until.ToUnixTimeSeconds()}";
        var signature = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes("demo-identity-secret"), Encoding.UTF8.GetBytes(text)));

        Assert.Null(Refusal("li@example.com", Until, signature));
        Assert.Null(Refusal("li@example.com", Until, signature.ToLowerInvariant()));
        Assert.Equal(signature.ToLowerInvariant(), IdentityProof.Sign(Site, "li@example.com", Until));
    }

    [Fact]
    public void Another_users_signature_proves_nothing() => Assert.Equal(IdentityRefusal.NotSigned, Refusal("4712", Until, IdentityProof.Sign(Site, "4711", Until)));

    [Fact]
    public void The_time_is_signed_as_well() => Assert.Equal(IdentityRefusal.NotSigned, Refusal("4711", Until.AddSeconds(1), IdentityProof.Sign(Site, "4711", Until)));

    [Fact]
    public void A_proof_of_one_account_says_nothing_on_another_with_the_same_secret()
    {
        var other = Site with { Key = Site.Key with { Account = "other" } };

        Assert.Equal(IdentityRefusal.NotSigned, IdentityProof.Refuse(other, "4711", Until.ToUnixTimeSeconds(), IdentityProof.Sign(Site, "4711", Until), Now));
    }

    [Fact]
    public void A_proof_is_over_at_its_time()
    {
        var signature = IdentityProof.Sign(Site, "4711", Until);

        Assert.Null(IdentityProof.Refuse(Site, "4711", Until.ToUnixTimeSeconds(), signature, Until.AddSeconds(-1)));
        Assert.Equal(IdentityRefusal.Expired, IdentityProof.Refuse(Site, "4711", Until.ToUnixTimeSeconds(), signature, Until));
    }

    [Fact]
    public void A_proof_for_longer_than_a_day_is_refused()
    {
        var (longest, longer) = (Now + IdentityProof.MaxLifetime, Now + IdentityProof.MaxLifetime + TimeSpan.FromSeconds(1));

        Assert.Null(Refusal("4711", longest, IdentityProof.Sign(Site, "4711", longest)));
        Assert.Equal(IdentityRefusal.TooLong, Refusal("4711", longer, IdentityProof.Sign(Site, "4711", longer)));
    }

    [Fact]
    public void While_the_secret_is_changed_both_are_good()
    {
        var changing = Account("webchat", (IdentityProof.SecretSetting, "new"), (IdentityProof.FormerSecretSetting, "demo-identity-secret"));
        var changed = Account("webchat", (IdentityProof.SecretSetting, "new"));
        var old = IdentityProof.Sign(Site, "4711", Until);

        Assert.Null(IdentityProof.Refuse(changing, "4711", Until.ToUnixTimeSeconds(), old, Now));
        Assert.Null(IdentityProof.Refuse(changing, "4711", Until.ToUnixTimeSeconds(), IdentityProof.Sign(changed, "4711", Until), Now));
        Assert.Equal(IdentityRefusal.NotSigned, IdentityProof.Refuse(changed, "4711", Until.ToUnixTimeSeconds(), old, Now));
    }

    [Fact]
    public void Without_a_secret_nobody_is_believed() => Assert.Equal(
        IdentityRefusal.NotConfigured, IdentityProof.Refuse(Account("webchat"), "4711", Until.ToUnixTimeSeconds(), IdentityProof.Sign(Site, "4711", Until), Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public void A_signature_of_another_form_is_none(string? signature) => Assert.Equal(IdentityRefusal.Incomplete, Refusal("4711", Until, signature));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("4711\n1763640000")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void An_id_that_could_be_read_as_more_than_an_id_is_none(string user)
    {
        Assert.Equal(IdentityRefusal.Incomplete, Refusal(user, Until, new string('0', 64)));
        Assert.Throws<ArgumentException>(() => IdentityProof.CanonicalText(Site.Key, user, 1));
    }

    [Theory]
    [InlineData("4711")]
    [InlineData("li@example.com")]
    [InlineData("客户")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void Each_user_is_one_visitor_whom_a_token_can_name(string user)
    {
        var visitor = IdentityProof.VisitorOf(user);

        Assert.True(IdentityProof.IsProved(visitor));
        Assert.Equal(visitor, IdentityProof.VisitorOf(user));
        Assert.NotEqual(visitor, IdentityProof.VisitorOf(user[..^1] + "x"));
        Assert.Contains(".", VisitorToken.Issue(Account("webchat", (VisitorToken.KeySetting, "k")), visitor, Until), StringComparison.Ordinal);
    }

    [Fact]
    public void No_guest_is_a_user() => Assert.False(IdentityProof.IsProved("0123456789abcdef0123456789abcdef"));

    private static IdentityRefusal? Refusal(string user, DateTimeOffset until, string? signature) =>
        IdentityProof.Refuse(Site, user, until.ToUnixTimeSeconds(), signature, Now);
}
