using System.Security.Claims;
using OmniFunctions.Local.SignalR;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.SignalR;

[Follows("https://learn.microsoft.com/azure/azure-signalr/signalr-reference-data-plane-rest-api")]
public sealed class AccessTokenSpecs
{
    private readonly ManualTime time = new();
    private readonly AccessTokens tokens;

    public AccessTokenSpecs() => tokens = new(ServiceConnection.Parse("Endpoint=https://example.test;AccessKey=a-key-of-tests-that-is-long-enough-0001"), time);

    [Fact]
    public void A_token_names_its_user_and_claims_and_the_caller_cannot_forge_the_user()
    {
        var token = tokens.Issue("desk", "ada", [new Claim("role", "agent"), new Claim("role", "lead"), new Claim("nameid", "eve"), new Claim("aud", "x")], TimeSpan.FromHours(1));

        var user = tokens.Verify(token, "Desk")!;

        Assert.Equal("ada", user.FindFirstValue("asrs.s.uid"));
        Assert.Equal("ada", Assert.Single(user.FindAll(ClaimTypes.NameIdentifier)).Value);
        Assert.Equal(["agent", "lead"], user.FindAll("role").Select(claim => claim.Value));
    }

    [Fact]
    public void A_token_ends_with_its_lifetime()
    {
        var token = tokens.Issue("desk", "ada", null, TimeSpan.FromMinutes(1));

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(tokens.Verify(token, "desk"));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(tokens.Verify(token, "desk"));
    }

    [Fact]
    public void A_token_of_another_key_or_service_or_hub_is_none()
    {
        var otherKey = new AccessTokens(ServiceConnection.Parse("Endpoint=https://example.test;AccessKey=b-key-of-tests-that-is-long-enough-0001"), time);
        var otherService = new AccessTokens(ServiceConnection.Parse("Endpoint=https://other.test;AccessKey=a-key-of-tests-that-is-long-enough-0001"), time);

        Assert.Null(tokens.Verify(otherKey.Issue("desk", "ada", null, TimeSpan.FromHours(1)), "desk"));
        Assert.Null(tokens.Verify(otherService.Issue("desk", "ada", null, TimeSpan.FromHours(1)), "desk"));
        Assert.Null(tokens.Verify(tokens.Issue("other", "ada", null, TimeSpan.FromHours(1)), "desk"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("a.b.c.d")]
    [InlineData("%.%.%")]
    public void What_is_no_token_is_none(string token) => Assert.Null(tokens.Verify(token, "desk"));
}
