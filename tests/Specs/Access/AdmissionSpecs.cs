using OmniFunctions.Access;

namespace OmniFunctions.Tests.Specs.Access;

/// <summary>Who somebody is here, whom a directory has named.</summary>
public sealed class AdmissionSpecs
{
    private static readonly SignInProvider Provider = new(
        new TenantId("acme"), "company", "Acme", "https://id.acme.example", "desk", null, ["email"], "sub", MailsAreVerified: false, Domains: [], "groups", Rules: [], MakesAccounts: false, SecondFactorBy: [], 12, SignsOutThere: false);

    private static readonly DirectoryPerson Person = new("subject-1", "li.na@acme.example", "Li Na", ["support"], []);
    private static readonly AgentId Li = new("li.na");
    private static readonly SignInRule Support = new("support", ["agent"], [new QueueId("service")]);
    private static readonly SignInRule Heads = new("heads", ["agent", "supervisor"], null);

    [Fact]
    public void Who_came_before_is_who_they_were_whatever_their_address_is_now() =>
        Assert.Equal(new Admission.Known(Li, null), Admission.Decide(Provider, Person with { Mail = null }, new LinkedAccount(Li, IsMade: false), null));

    [Fact]
    public void Who_has_the_address_of_an_account_that_nobody_has_yet_gets_it() =>
        Assert.Equal(new Admission.ByMail(Li), Admission.Decide(Provider, Person, null, new AccountOfMail(Li, IsLinked: false)));

    [Fact]
    public void An_address_that_went_from_one_person_to_the_next_lets_nobody_in() =>
        Assert.Equal(new Admission.Refused(SignInRefusal.AccountOfAnother), Admission.Decide(Provider, Person, null, new AccountOfMail(Li, IsLinked: true)));

    [Fact]
    public void Nobody_is_made_an_account_where_that_is_not_asked_for() =>
        Assert.Equal(new Admission.Refused(SignInRefusal.Unknown), Admission.Decide(Provider with { Rules = [Support] }, Person, null, null));

    [Fact]
    public void A_domain_is_the_whole_of_it_and_of_a_verified_address()
    {
        var closed = Provider with { Domains = ["acme.example"] };
        var linked = new LinkedAccount(Li, IsMade: false);
        Assert.IsType<Admission.Known>(Admission.Decide(closed, Person, linked, null));
        foreach (var mail in (string?[])[null, "li.na@evil-acme.example", "li.na@acme.example.evil", "li.na@sub.acme.example"])
            Assert.Equal(new Admission.Refused(SignInRefusal.NotLetIn), Admission.Decide(closed, Person with { Mail = mail }, linked, null));
    }

    [Fact]
    public void Rules_let_in_whoever_is_in_one_of_their_groups_and_nobody_else()
    {
        var ruled = Provider with { Rules = [Support, Heads] };
        var linked = new LinkedAccount(Li, IsMade: false);
        Assert.Equal(new Admission.Known(Li, null), Admission.Decide(ruled, Person, linked, null));
        foreach (var groups in (string[][])[[], ["canteen"], ["Support"], ["support "]])
            Assert.Equal(new Admission.Refused(SignInRefusal.NotLetIn), Admission.Decide(ruled, Person with { Groups = groups }, linked, null));
    }

    [Fact]
    public void A_made_account_has_what_all_its_groups_give_together_each_time()
    {
        var making = Provider with { Rules = [Support, Heads], MakesAccounts = true };
        var made = Assert.IsType<Admission.Newcomer>(Admission.Decide(making, Person, null, null)).Grants;
        Assert.Equal(["agent"], made.Roles);
        Assert.Equal([new QueueId("service")], made.Queues!);
        var both = Assert.IsType<Admission.Known>(Admission.Decide(making, Person with { Groups = ["heads", "support"] }, new LinkedAccount(Li, IsMade: true), null)).Grants!;
        Assert.Equal(["agent", "supervisor"], both.Roles);
        Assert.Null(both.Queues);
    }

    [Theory]
    [InlineData("Li.Na@Acme.Example", "li.na@acme.example")]
    [InlineData("li.na@acme", "li.na@acme")]
    [InlineData("", null)]
    [InlineData("@acme.example", null)]
    [InlineData("li.na@", null)]
    [InlineData("li@na@acme.example", null)]
    [InlineData("li na@acme.example", null)]
    [InlineData("lі.na@acme.example", null)]
    [InlineData("li.na@acme.example\n", null)]
    public void An_address_has_one_form(string text, string? address) => Assert.Equal(address, MailAddress.Read(text));

    /// <summary>RFC 7636, appendix B.</summary>
    [Fact]
    public void The_proof_key_is_that_of_the_standard()
    {
        byte[] drawn = [116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121];
        Assert.Equal("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", ProofKey.VerifierOf(drawn));
        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", ProofKey.ChallengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    }
}
