using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OmniFunctions.Access;

namespace OmniFunctions.Tests.Specs.Access;

/// <summary>What a directory's token is worth, by the clock of the spec.</summary>
public sealed class IdTokenSpecs
{
    private const string Nonce = "n-0S6_WzA2Mj";
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "k1" };

    private static readonly SignInProvider Provider = new(
        new TenantId("acme"), "company", "Acme", "https://id.acme.example", "desk", null, ["email"], "sub", MailsAreVerified: false, Domains: [], "groups", Rules: [], MakesAccounts: false, SecondFactorBy: [], 12, SignsOutThere: false);

    [Fact]
    public void A_token_of_the_issuer_for_us_in_time_in_answer_to_this_sign_in_is_believed()
    {
        var person = Believed(Token(claims => (claims["email"], claims["email_verified"], claims["name"], claims["groups"], claims["amr"]) = ("Li.Na@acme.example", true, "李娜", (string[])["a", "b"], (string[])["pwd", "otp"])));
        Assert.Equal(("subject-1", "li.na@acme.example", "李娜"), (person.Subject, person.Mail, person.Name));
        Assert.Equal(["a", "b"], person.Groups);
        Assert.Equal(["pwd", "otp"], person.Methods);
    }

    [Theory]
    [InlineData(RsaAlgorithm.Rs256, null)]
    [InlineData(RsaAlgorithm.Ps256, null)]
    [InlineData(RsaAlgorithm.None, IdTokenFault.WrongSignature)]
    [InlineData(RsaAlgorithm.PublicKeyAsSecret, IdTokenFault.WrongSignature)]
    public void Only_a_private_key_signs(RsaAlgorithm algorithm, IdTokenFault? fault)
    {
        var credentials = algorithm switch
        {
            RsaAlgorithm.Rs256 => new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
            RsaAlgorithm.Ps256 => new SigningCredentials(Key, SecurityAlgorithms.RsaSsaPssSha256),
            RsaAlgorithm.None => null,
            RsaAlgorithm.PublicKeyAsSecret => new SigningCredentials(new SymmetricSecurityKey(Key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256),
            _ => throw new InvalidOperationException("There is no such case."),
        };
        Assert.Equal(fault, FaultOf(Token(with: credentials, isSigned: credentials is not null)));
    }

    [Fact]
    public void A_key_that_is_not_published_is_told_from_a_signature_that_is_wrong()
    {
        var other = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k2" };
        Assert.Equal(IdTokenFault.UnknownKey, FaultOf(Token(with: new SigningCredentials(other, SecurityAlgorithms.RsaSha256))));
        Assert.Equal(IdTokenFault.WrongSignature, FaultOf(Token(with: new SigningCredentials(new RsaSecurityKey(other.Rsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256))));
        Assert.Equal(IdTokenFault.Malformed, FaultOf("no token"));
        Assert.Equal(IdTokenFault.Malformed, FaultOf(new string('a', 100_000)));
    }

    [Theory]
    [InlineData(-119, 0, null)]
    [InlineData(-121, 0, IdTokenFault.OutOfTime)]
    [InlineData(300, 119, null)]
    [InlineData(300, 121, IdTokenFault.OutOfTime)]
    [InlineData(300, -700, null)]
    [InlineData(300, -721, IdTokenFault.OutOfTime)]
    public void Two_minutes_of_grace_are_given_and_ten_of_age(int endsInSeconds, int madeInSeconds, IdTokenFault? fault) => Assert.Equal(fault, FaultOf(Token(claims =>
    {
        claims["exp"] = Now.AddSeconds(endsInSeconds).ToUnixTimeSeconds();
        claims["iat"] = Now.AddSeconds(madeInSeconds).ToUnixTimeSeconds();
    })));

    [Theory]
    [InlineData("iss", "https://id.acme.example/", IdTokenFault.WrongIssuer)]
    [InlineData("aud", "another", IdTokenFault.WrongAudience)]
    [InlineData("azp", "another", IdTokenFault.WrongAudience)]
    [InlineData("nonce", "n-0S6_WzA2Mk", IdTokenFault.WrongNonce)]
    [InlineData("nonce", "", IdTokenFault.WrongNonce)]
    [InlineData("sub", "", IdTokenFault.NoSubject)]
    public void A_claim_that_is_another_is_refused(string claim, string value, IdTokenFault fault) => Assert.Equal(fault, FaultOf(Token(claims => claims[claim] = value)));

    [Fact]
    public void A_token_for_several_is_ours_only_where_we_are_the_party() => Assert.Multiple(
        () => Assert.Equal(IdTokenFault.WrongAudience, FaultOf(Token(claims => claims["aud"] = (string[])["desk", "another"]))),
        () => Assert.Null(FaultOf(Token(claims => (claims["aud"], claims["azp"]) = ((string[])["desk", "another"], "desk")))));

    [Theory]
    [InlineData(true, false, true)]
    [InlineData("true", false, true)]
    [InlineData(false, true, false)]
    [InlineData("no", true, false)]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    public void A_mail_counts_where_the_token_vouches_for_it_or_says_nothing_and_the_settings_do(object? said, bool settingsSay, bool counts)
    {
        var token = Token(claims =>
        {
            claims["email"] = "li.na@acme.example";
            if (said is not null) claims["email_verified"] = said;
        });
        Assert.Equal(counts, Believed(token, Provider with { MailsAreVerified = settingsSay }).Mail is not null);
    }

    [Fact]
    public void A_name_cannot_turn_the_text_around_it() => Assert.Equal("Admin", Believed(Token(claims => claims["name"] = "\u202eAd\u200bmin\u0007 ")).Name);

    [Fact]
    public void The_subject_is_what_the_settings_name() =>
        Assert.Equal("an-object-id", Believed(Token(claims => claims["oid"] = "an-object-id"), Provider with { SubjectClaim = "oid" }).Subject);

    private static DirectoryPerson Believed(string token, SignInProvider? provider = null) => Assert.IsType<IdTokenVerdict.Believed>(IdToken.Judge(token, [Key], provider ?? Provider, Nonce, Now)).Person;

    private static IdTokenFault? FaultOf(string token) => IdToken.Judge(token, [Key], Provider, Nonce, Now) is IdTokenVerdict.Refused refused ? refused.Why : null;

    private static string Token(Action<Dictionary<string, object>>? change = null, SigningCredentials? with = null, bool isSigned = true)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Provider.Issuer, ["aud"] = Provider.ClientId, ["sub"] = "subject-1", ["nonce"] = Nonce, ["iat"] = Now.ToUnixTimeSeconds(), ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        var payload = System.Text.Json.JsonSerializer.Serialize(claims);
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return isSigned ? handler.CreateToken(payload, with ?? new SigningCredentials(Key, SecurityAlgorithms.RsaSha256)) : handler.CreateToken(payload);
    }

    public enum RsaAlgorithm
    {
        Rs256,
        Ps256,
        None,
        PublicKeyAsSecret,
    }
}
