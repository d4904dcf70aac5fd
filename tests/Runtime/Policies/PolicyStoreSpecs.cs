using System.Text;
using Azure.Data.Tables;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime.Policies;

public sealed class PolicyStoreSpecs : IAsyncLifetime
{
    private static readonly TenantId Tenant = new("demo");
    private static readonly AgentId Chen = new("chen.wei");
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualTime time = new(Start);
    private RuntimeUnderTest runtime = null!;
    private PolicyStore store = null!;
    private PolicyRegister register = null!;

    public async Task InitializeAsync()
    {
        runtime = await RuntimeUnderTest.StartAsync(withQueues: false, withInsights: false, time: time);
        (store, register) = AnotherProcess();
    }

    public async Task DisposeAsync() => await runtime.DisposeAsync();

    [Fact]
    public async Task A_fresh_tenant_begins_with_the_demo_document_as_its_first_version()
    {
        Assert.Equal(DemoPolicy.Document.Version, (await store.ActiveAsync(Tenant)).Version);
        var begun = Assert.Single(await register.HistoryAsync(Tenant, null, 10));
        Assert.Equal((1, PolicyChangeKind.Activated, null, DemoPolicy.Document.Version), (begun.Number, begun.Kind, begun.From, begun.To));
    }

    [Fact]
    public async Task A_draft_is_saved_whatever_its_faults_and_activated_only_without()
    {
        var saved = Assert.IsType<PolicyOutcome.Saved>(await register.SaveDraftAsync(Tenant, Text("v2", offerSeconds: 4), Chen));
        Assert.Equal(["queues[0].offerSeconds"], saved.Faults.Select(fault => fault.Path));
        Assert.Equal(["queues[0].offerSeconds"], Assert.IsType<PolicyOutcome.Faulty>(await register.ActivateDraftAsync(Tenant, By("first try"))).Faults.Select(fault => fault.Path));
        Assert.Equal(DemoPolicy.Document.Version, (await store.ActiveAsync(Tenant)).Version);

        await register.SaveDraftAsync(Tenant, Text("v2", offerSeconds: 20), Chen);
        Assert.Equal("v2", Assert.IsType<PolicyOutcome.InForce>(await register.ActivateDraftAsync(Tenant, By("shorter offers"))).Version);

        Assert.Equal(20, (await store.ActiveAsync(Tenant)).Queues[0].OfferSeconds);
        Assert.Null(await register.DraftAsync(Tenant));
        Assert.IsType<PolicyOutcome.NoDraft>(await register.ActivateDraftAsync(Tenant, By(null)));
    }

    [Fact]
    public async Task The_text_is_kept_as_it_was_written()
    {
        var text = Text("v2") + "\n# Because of the holidays.\n";
        await ActivateAsync(text);
        Assert.Equal(text, (await register.TextAsync(Tenant, "v2"))!.Text);
    }

    [Fact]
    public async Task The_history_says_who_put_what_in_force_when_and_why()
    {
        await ActivateAsync(Text("v2"), "two");
        time.Advance(TimeSpan.FromMinutes(5));
        await ActivateAsync(Text("v3", offerSeconds: 40), "three");
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<PolicyOutcome.InForce>(await register.RollBackAsync(Tenant, "v2", By("back")));

        var history = await register.HistoryAsync(Tenant, null, 100);

        Assert.Equal(
            [
                (6, PolicyChangeKind.RolledBack, "v3", "v2", "back"),
                (5, PolicyChangeKind.Activated, "v2", "v3", "three"),
                (4, PolicyChangeKind.DraftSaved, "v2", "v3", null),
                (3, PolicyChangeKind.Activated, DemoPolicy.Document.Version, "v2", "two"),
                (2, PolicyChangeKind.DraftSaved, DemoPolicy.Document.Version, "v2", null),
                (1, PolicyChangeKind.Activated, null, DemoPolicy.Document.Version, null),
            ],
            history.Select(change => ((int)change.Number, change.Kind, change.From, change.To, change.Note)));
        Assert.Equal(Chen, history[0].By);
        Assert.Equal(Start.AddMinutes(10), history[0].At);
        Assert.Equal(PolicyHash.Of(PolicyDocument.Read(Text("v2")).Policy!), history[0].Hash);
        Assert.Equal([2, 1], (await register.HistoryAsync(Tenant, 3, 100)).Select(change => (int)change.Number));
        Assert.Equal([6, 5], (await register.HistoryAsync(Tenant, null, 2)).Select(change => (int)change.Number));
    }

    [Fact]
    public async Task Which_rules_were_live_then_is_answered_for_any_moment()
    {
        await ActivateAsync(Text("v2"));
        time.Advance(TimeSpan.FromHours(1));
        await ActivateAsync(Text("v3", offerSeconds: 40));
        time.Advance(TimeSpan.FromHours(1));
        await register.RollBackAsync(Tenant, "v2", By(null));

        Assert.Null(await store.AsOfAsync(Tenant, Start.AddSeconds(-1)));
        Assert.Equal("v2", (await store.AsOfAsync(Tenant, Start))!.Version);
        Assert.Equal("v2", (await store.AsOfAsync(Tenant, Start.AddMinutes(59)))!.Version);
        Assert.Equal("v3", (await store.AsOfAsync(Tenant, Start.AddMinutes(60)))!.Version);
        Assert.Equal("v3", (await store.AsOfAsync(Tenant, Start.AddMinutes(119)))!.Version);
        Assert.Equal("v2", (await store.AsOfAsync(Tenant, Start.AddDays(400)))!.Version);
    }

    [Fact]
    public async Task A_version_belongs_to_one_document_for_ever()
    {
        await ActivateAsync(Text("v2"));
        await register.SaveDraftAsync(Tenant, Text("v2", offerSeconds: 40), Chen);
        var told = Assert.Single(Assert.IsType<PolicyOutcome.Faulty>(await register.ActivateDraftAsync(Tenant, By(null))).Faults);
        Assert.Equal(("version", 1, 10), (told.Path, told.At.Line, told.At.Column));
        Assert.Equal(new PolicyOutcome.VersionTaken("v2"), await register.ActivateAsync(Tenant, Source(Text("v2", offerSeconds: 40)), By(null)));
        Assert.Equal(30, (await store.FindAsync(Tenant, "v2"))!.TermsOf(new("service")).OfferSeconds);
    }

    [Fact]
    public async Task A_version_that_never_was_is_found_by_nobody()
    {
        Assert.Null(await store.FindAsync(Tenant, "v9"));
        Assert.Null(await store.FindAsync(Tenant, "../v9"));
        Assert.Equal(new PolicyOutcome.UnknownVersion("v9"), await register.RollBackAsync(Tenant, "v9", By(null)));
    }

    [Fact]
    public async Task Of_two_activations_at_once_one_wins_and_the_other_is_told()
    {
        await store.ActiveAsync(Tenant);
        const int Rounds = 20;
        for (var round = 0; round < Rounds; round++)
        {
            var processes = Enumerable.Range(0, 4).Select(_ => AnotherProcess().Register).ToArray();
            var outcomes = await Task.WhenAll(processes.Select((one, i) => Task.Run(() => one.ActivateAsync(Tenant, Source(Text($"r{round}-{i}")), By(null)))));

            var active = (await AnotherProcess().Store.ActiveAsync(Tenant)).Version;
            Assert.Contains(outcomes.OfType<PolicyOutcome.InForce>(), won => won.Version == active);
            Assert.All(outcomes, outcome => Assert.True(outcome is PolicyOutcome.InForce or PolicyOutcome.Conflict));
        }

        var history = await register.HistoryAsync(Tenant, null, 200);
        Assert.Equal(Enumerable.Range(1, history.Count).Reverse(), history.Select(change => (int)change.Number));

        // Whoever won knew what was in force before: no change starts from what another had replaced.
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.Equal(pair.Second.To, pair.First.From));
    }

    [Fact]
    public async Task A_draft_that_somebody_else_saved_since_is_not_overwritten()
    {
        var first = Assert.IsType<PolicyOutcome.Saved>(await register.SaveDraftAsync(Tenant, Text("v2"), Chen, seen: 0));
        var second = Assert.IsType<PolicyOutcome.Saved>(await register.SaveDraftAsync(Tenant, Text("v3"), new AgentId("li.na"), first.Revision));
        Assert.Equal(new PolicyOutcome.DraftChanged(second.Revision, new AgentId("li.na")), await register.SaveDraftAsync(Tenant, Text("v4"), Chen, first.Revision));
        Assert.Equal(Text("v3"), (await register.DraftAsync(Tenant))!.Text);
    }

    [Fact]
    public async Task Another_process_sees_an_activation_within_five_seconds()
    {
        var (elsewhere, _) = AnotherProcess();
        await elsewhere.ActiveAsync(Tenant);
        await ActivateAsync(Text("v2"));

        Assert.Equal("v2", (await store.ActiveAsync(Tenant)).Version);
        Assert.Equal(DemoPolicy.Document.Version, (await elsewhere.ActiveAsync(Tenant)).Version);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("v2", (await elsewhere.ActiveAsync(Tenant)).Version);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_compiled_again()
    {
        var first = await store.CompiledAsync(Tenant);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(first, await store.CompiledAsync(Tenant));
    }

    [Fact]
    public async Task Business_hours_of_an_earlier_version_are_there_for_the_clocks_that_run_under_them()
    {
        await ActivateAsync(WithHours("v2", "18:00"));
        var earlier = (await store.CompiledAsync(Tenant)).CalendarOf(new("service"))!;
        await ActivateAsync(WithHours("v3", "20:00"));
        var active = await store.CompiledAsync(Tenant);

        Assert.Null(active.Calendar(earlier.Version));
        Assert.Equal(earlier.Hash, (await store.CalendarAsync(Tenant, earlier.Version))!.Hash);
        Assert.Equal(active.CalendarOf(new("service"))!.Hash, (await store.CalendarAsync(Tenant, active.CalendarOf(new("service"))!.Version))!.Hash);
        Assert.Null(await store.CalendarAsync(Tenant, "office@000000000000"));
    }

    [Fact]
    public async Task Hours_that_stay_as_they_are_keep_their_version_through_an_activation()
    {
        await ActivateAsync(WithHours("v2", "18:00"));
        var before = (await store.CompiledAsync(Tenant)).CalendarOf(new("service"))!.Version;
        await ActivateAsync(WithHours("v3", "18:00") + "\nskills: [ { id: refunds, name: R } ]");
        Assert.Equal(before, (await store.CompiledAsync(Tenant)).CalendarOf(new("service"))!.Version);
        Assert.StartsWith("office@", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_document_is_kept_whole()
    {
        var skills = string.Concat(Enumerable.Range(0, 500).Select(i => $"  - {{ id: s{i}, name: Skill {i} }} # {new string('x', 2_000)}\n"));
        var text = $"{Text("v2")}\nskills:\n{skills}";
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1_000_000, PolicyLimits.MaxBytes);
        await ActivateAsync(text);
        Assert.Equal(text, (await register.TextAsync(Tenant, "v2"))!.Text);
        Assert.Equal(500, (await AnotherProcess().Store.ActiveAsync(Tenant)).Skills.Count);
    }

    [Fact]
    public async Task The_last_good_document_stays_when_the_one_in_force_cannot_be_read()
    {
        await ActivateAsync(Text("v2"));
        await ActivateAsync(Text("v3", offerSeconds: 40));
        var table = runtime.Get<TableServiceClient>().GetTableClient(TableNames.Policies);
        TableEntity version = await table.GetEntityAsync<TableEntity>(Tenant.Value, "v-v3");
        await table.UpsertEntityAsync(new TableEntity(Tenant.Value, $"c-{version.GetString("Document")}-0") { ["Document"] = "{ not"u8.ToArray() }, TableUpdateMode.Replace);

        Assert.Equal("v2", (await AnotherProcess().Store.ActiveAsync(Tenant)).Version);
    }

    [Fact]
    public async Task A_document_from_before_versions_were_kept_becomes_the_first_version()
    {
        var table = runtime.Get<TableServiceClient>().GetTableClient(TableNames.Policies);
        await table.UpsertEntityAsync(new TableEntity("old", "active")
        {
            ["Version"] = "demo-0",
            ["Document"] = """{"version":"demo-0","defaultQueue":"service","channelQueues":{},"queues":[{"id":"service","name":"客服 Service","offerSeconds":30,"firstResponseSeconds":60,"reopenSeconds":86400}]}"""u8.ToArray(),
        });

        Assert.Equal("demo-0", (await store.ActiveAsync(new("old"))).Version);
        Assert.Equal("demo-0", Assert.Single(await register.HistoryAsync(new("old"), null, 10)).To);
        Assert.Equal("客服 Service", (await store.FindAsync(new("old"), "demo-0"))!.Document.Queues[0].Name);
    }

    [Fact]
    public async Task What_is_different_between_two_versions_is_told_by_path()
    {
        await ActivateAsync(Text("v2"));
        await ActivateAsync(Text("v3", offerSeconds: 40) + "\n  - { id: sales, name: Sales }\ntiers: [standard, gold]");

        var changes = await register.DifferenceAsync(Tenant, "v2", "v3");

        Assert.Equal(
            [("version", "\"v2\"", "\"v3\""), ("queues[service].offerSeconds", "30", "40"), ("queues[sales]", null, "{"), ("tiers", null, "[\"standard\",\"gold\"]")],
            changes!.Select(change => (change.Path, change.From, change.Path == "queues[sales]" ? change.To![..1] : change.To)));
        Assert.Null(await register.DifferenceAsync(Tenant, "v2", "v9"));
    }

    [Fact]
    public async Task Nothing_of_one_tenant_is_anothers()
    {
        await ActivateAsync(Text("v2"));
        Assert.Null(await store.FindAsync(new("other"), "v2"));
        Assert.Equal(DemoPolicy.Document.Version, (await store.ActiveAsync(new("other"))).Version);
    }

    private static PolicyAuthor By(string? note) => new(Chen, note);

    private static PolicySource Source(string text) => new(PolicyDocument.Read(text).Policy!, text, OmniFunctions.Runtime.Documents.DocumentFormat.Yaml);

    private static string Text(string version, int offerSeconds = 30) => $"version: {version}\ndefaultQueue: service\nqueues:\n  - {{ id: service, name: Service, offerSeconds: {offerSeconds} }}";

    private static string WithHours(string version, string until) => $$"""
        version: {{version}}
        defaultQueue: service
        queues: [ { id: service, name: Service, hours: office } ]
        hours: [ { id: office, zone: Asia/Shanghai, week: { monday: [ { from: "09:00", to: "{{until}}" } ] } } ]
        """;

    private async Task ActivateAsync(string text, string? note = null)
    {
        await register.SaveDraftAsync(Tenant, text, Chen);
        Assert.IsType<PolicyOutcome.InForce>(await register.ActivateDraftAsync(Tenant, By(note)));
    }

    private (PolicyStore Store, PolicyRegister Register) AnotherProcess()
    {
        var another = new PolicyStore(runtime.Get<TableServiceClient>(), time);
        return (another, new PolicyRegister(another, time));
    }
}
