using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OmniFunctions.Access;
using OmniFunctions.SignIn;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>What binds a sign-in to the browser that began it, and what the settings may say of providers.</summary>
public sealed class SignInFlowSpecs
{
    private const string Good = """{"tenant":"acme","id":"company","name":"Acme","issuer":"https://id.acme.example","clientId":"desk","clientSecret":"hush"}""";

    private readonly ManualTime time = new();

    [Theory]
    [InlineData(9.9, true)]
    [InlineData(10.1, false)]
    public void What_was_begun_is_finished_within_ten_minutes(double minutes, bool isLetIn)
    {
        var (flows, provider) = Flows();
        var begun = new DefaultHttpContext();
        var flow = flows.Begin(begun.Response, provider);
        time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal(isLetIn, flows.Take(Returning(begun), provider, flow.State) is not null);
    }

    [Fact]
    public void The_cookie_is_for_this_provider_and_for_no_script_and_cannot_be_written_by_hand()
    {
        var (flows, provider) = Flows();
        var begun = new DefaultHttpContext();
        var flow = flows.Begin(begun.Response, provider);
        var cookie = begun.Response.Headers.SetCookie.ToString();
        foreach (var word in (string[])["path=/api/sign-in/acme/company", "secure", "samesite=lax", "httponly", "max-age=600"]) Assert.Contains(word, cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(flow.Nonce, cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(flow.Verifier, cookie, StringComparison.Ordinal);
        foreach (var forged in (string[])["e30=", "none", "!!"])
        {
            var http = new DefaultHttpContext();
            http.Request.Headers.Cookie = $"{SignInFlows.Cookie}={forged}";
            Assert.Null(flows.Take(http, provider, flow.State));
        }

        // One of an installation with other keys.
        Assert.Null(Flows().Flows.Take(Returning(begun), provider, flow.State));
        // The same one, taken with the wrong state, is gone all the same.
        var returning = Returning(begun);
        Assert.Null(flows.Take(returning, provider, flow.Nonce));
        Assert.Contains("expires=Thu, 01 Jan 1970", returning.Response.Headers.SetCookie.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_the_settings_are_named_at_once_and_no_secret_with_them()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Read("http://desk.example",
            Good,
            Good,
            """{"tenant":"Acme","id":"","issuer":"http://id.acme.example","clientSecret":"hush","subjectClaim":"email","sessionHours":900,"makesAccounts":true,"scopes":["a b"]}""",
            """{"tenant":"acme","id":"all","name":"All","issuer":"https://id.acme.example?x","clientId":"desk","makesAccounts":true,"rules":[{"roles":["owner"]}]}""",
            """{"tenant":"acme","id":"odd","secret":"hush"}""",
            "hush, no JSON",
            "@Microsoft.KeyVault(VaultName=v;SecretName=s)"));
        string[] faults =
        [
            "has acme/company 2 times", "must begin with https://", ":2: tenant", ":2: id", ":2: name", ":2: issuer", ":2: clientId", ":2: subjectClaim 'email'", ":2: sessionHours", ":2: scopes", ":2: makesAccounts needs rules",
            ":3: issuer", ":3: rules[0]: roles", ":3: makesAccounts with a rule for everybody", ":4 is no document", ":5 is no document", ":6 is a reference",
        ];
        foreach (var fault in faults) Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("acme/company", Read("https://desk.example", Good).Find("acme", "company")!.ToString());
        Assert.Equal("https://desk.example/api/sign-in/acme/company/finish", Read("https://desk.example/", Good) is var read ? read.ReturnOf(read.Find("acme", "company")!).AbsoluteUri : "");
    }

    private (SignInFlows Flows, SignInProvider Provider) Flows()
    {
        var providers = Read("https://desk.example", Good);
        return (new SignInFlows(new EphemeralDataProtectionProvider(), providers, time), providers.Find("acme", "company")!);
    }

    private static SignInProviders Read(string address, params string[] documents)
    {
        var settings = new ConfigurationManager { ["Omni:PublicUrl"] = address };
        foreach (var (index, document) in documents.Index()) settings[$"{SignInProviders.Section}:{index}"] = document;
        return new SignInProviders(settings);
    }

    /// <summary>The browser comes back with what it was given.</summary>
    private static DefaultHttpContext Returning(DefaultHttpContext begun)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = begun.Response.Headers.SetCookie.ToString().Split(';')[0];
        return http;
    }
}
