using System.Globalization;
using OmniFunctions.Documents;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Tests.Runtime.Policies;

/// <summary>Every way in which a document can be wrong, and what is said of it.</summary>
public sealed class PolicyFaultSpecs
{
    private const string Sound = """
        version: v1
        defaultQueue: service
        queues:
          - id: service
            name: Service
        """;

    [Fact]
    public void The_smallest_document_has_a_version_and_one_queue() => Assert.Empty(Faults(Sound));

    [Theory]
    [InlineData("version: v1\nqueues: [", "3:1", "", "This is no YAML:")]
    [InlineData("{\"version\": \"v1\",\n  \"queues\": [}", "2:14", "", "This is no JSON:")]
    [InlineData("{\"version\": \"v1\"} x", "1:19", "", "This is no JSON:")]
    [InlineData("", "1:1", "", "The document is empty.")]
    [InlineData("- one\n- two", "1:1", "", "It takes a map of version,")]
    [InlineData("version: v1\n---\nversion: v2", "2:1", "", "There is a second document")]
    [InlineData("version: &v v1", "1:10", "", "Anchors are not taken")]
    [InlineData("version: *v", "1:10", "", "Aliases are not taken")]
    [InlineData("version: !!str v1", "1:10", "", "Tags are not taken")]
    [InlineData("a:\n\tb: 1", "2:1", "", "This is no YAML: a line is indented by spaces, and this one by a tab.")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "1:34", "", "It is nested deeper than 32 levels.")]
    public void Of_what_cannot_be_read_the_place_is_named(string text, string place, string path, string problem)
    {
        var fault = PolicyDocument.Read(text).Faults[0];
        Assert.Equal((place, path), ($"{fault.At.Line}:{fault.At.Column}", fault.Path));
        Assert.StartsWith(problem, fault.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("skils: []", "skils: There is no 'skils' here. Did you mean 'skills'?")]
    [InlineData("colour: red", "colour: There is no 'colour' here.")]
    [InlineData("version: v2", "version: 'version' is already there, on line 1.")]
    [InlineData("skills: refunds", "skills: It takes a list, and this is 'refunds'.")]
    [InlineData("skills:", "skills: It takes a list, and this is nothing.")]
    [InlineData("skills: [ { id: refunds } ]", "skills[0].name: 'name' is missing.")]
    [InlineData("skills: [ { id: Refunds, name: R } ]", "skills[0].id: It takes lower-case letters, digits and hyphens, and this is 'Refunds'.")]
    [InlineData("skills: [ { id: a, name: A }, { id: a, name: B } ]", "skills[1].id: There is already a skill 'a', on line 6.")]
    [InlineData("skills: [ { id: a, name: [] } ]", "skills[0].name: It takes a text, and this is a list.")]
    [InlineData("skills: [ { id: a, name: '  ' } ]", "skills[0].name: It takes 1 to 60 characters.")]
    [InlineData("tiers: [gold, gold]", "tiers[1]: There is already a tier 'gold', on line 6.")]
    [InlineData("presence: { reasons: [ { id: a, name: A, presence: lunch } ] }", "presence.reasons[0].presence: It takes one of offline, away, online, and this is 'lunch'.")]
    [InlineData("presence: { reasons: [ { id: a, name: A, needsApproval: yes } ] }", "presence.reasons[0].needsApproval: It takes true or false, and this is 'yes'.")]
    [InlineData("presence: { offlineWithOpenChats: alow }", "presence.offlineWithOpenChats: It takes one of allow, refuse, keep, and this is 'alow'. Did you mean 'allow'?")]
    [InlineData("teams: [ { id: a, name: A, parent: b } ]", "teams[0].parent: There is no team 'b'.")]
    [InlineData("teams: [ { id: a, name: A, parent: b }, { id: b, name: B, parent: a } ]", "teams[0].parent: 'a' is its own ancestor.", "teams[1].parent: 'b' is its own ancestor.")]
    [InlineData("teams: [ { id: a, name: A }, { id: b, name: B, parent: a }, { id: c, name: C, parent: b }, { id: d, name: D, parent: c }, { id: e, name: E, parent: d } ]", "teams[4].parent: There are at most 4 levels.")]
    [InlineData("capacity: { units: { voice: 101 } }", "capacity.units.voice: It takes a whole number from 0 to 100, and this is 101.")]
    [InlineData("capacity: { units: { Voice: 1 } }", "capacity.units.Voice: It takes lower-case letters, digits and hyphens, and this is 'Voice'.")]
    [InlineData("capacity: { defaultUnits: 1.5 }", "capacity.defaultUnits: It takes a whole number from 0 to 100, and this is 1.5.")]
    [InlineData("channelQueues: { telegram: gone }", "channelQueues.telegram: There is no queue 'gone'.")]
    [InlineData("defaultLanguage: Chinese", "defaultLanguage: It takes a language tag as zh, en or zh-TW, and this is 'Chinese'.")]
    [InlineData("survey: { steps: 4 }", "survey.steps: It takes one of 2, 3, 5, and this is 4.")]
    public void What_is_wrong_with_the_form_is_named_with_its_path(string more, params string[] faults) => Assert.Equal(faults, Faults($"{Sound}\n{more}"));

    [Theory]
    [InlineData("hours: office", "queues[0].hours: There is no business hours 'office'.")]
    [InlineData("offerSeconds: 4", "queues[0].offerSeconds: It takes a whole number from 5 to 3600, and this is 4.")]
    [InlineData("offerSecond: 5", "queues[0].offerSecond: There is no 'offerSecond' here. Did you mean 'offerSeconds'?")]
    [InlineData("firstResponseSeconds: soon", "queues[0].firstResponseSeconds: It takes a whole number from 1 to 604800, and this is 'soon'.")]
    [InlineData("strategy: longest-idle", "queues[0].strategy: It takes one of longestIdle, leastLoaded, weighted, lastAgentFirst, and this is 'longest-idle'. Did you mean 'longestIdle'?")]
    [InlineData("widening: [ { afterSeconds: 30 } ]", "queues[0].widening[0]: It widens nothing: dropPreferred, lowerLevelBy or addQueues is missing.")]
    [InlineData("widening: [ { afterSeconds: 30, dropPreferred: true }, { afterSeconds: 30, lowerLevelBy: 1 } ]", "queues[0].widening[1].afterSeconds: Steps are in the order of their time, each at its own.")]
    [InlineData("widening: [ { afterSeconds: 30, addQueues: [service] } ]", "queues[0].widening[0].addQueues[0]: A queue cannot add itself.")]
    [InlineData("widening: [ { afterSeconds: 30, addQueues: [gone] } ]", "queues[0].widening[0].addQueues[0]: There is no queue 'gone'.")]
    [InlineData("overflow: [ { do: moveQueue } ]", "queues[0].overflow[0].queue: 'queue' is missing: where does it move?")]
    [InlineData("overflow: [ { do: moveQueue, queue: service } ]", "queues[0].overflow[0].queue: It goes in circles: service → service.")]
    [InlineData("overflow: [ { do: close, queue: service } ]", "queues[0].overflow[0].queue: Only moveQueue takes a queue.")]
    [InlineData("overflow: [ { do: close, repeatSeconds: 60 } ]", "queues[0].overflow[0].repeatSeconds: Only a notice is repeated.")]
    [InlineData("overflow: [ { do: callback } ]", "queues[0].overflow[0].do: The queue 'service' offers no callback: it has no 'callback', or one that is not enabled.")]
    [InlineData("callback: { defaultZone: Mars/Olympus }", "queues[0].callback.defaultZone: There is no time zone 'Mars/Olympus'; it takes an IANA id, as Asia/Shanghai.")]
    [InlineData("callback: { earliestSeconds: 90000, maxDays: 1 }", "queues[0].callback.earliestSeconds: The first attempt would come after the last day (1) on which one may be agreed.")]
    [InlineData("callback: { backOffSeconds: [ 5 ] }", "queues[0].callback.backOffSeconds[0]: It takes a whole number from 60 to 604800, and this is 5.")]
    [InlineData("wrapUp: { requiredBeforeClose: true }", "queues[0].wrapUp.requiredBeforeClose: There is no disposition to choose: nothing could ever be closed.")]
    [InlineData("wrapUp: { dispositions: [ { id: a, name: A }, { id: a, name: B } ] }", "queues[0].wrapUp.dispositions[1].id: There is already a disposition 'a' in this queue.")]
    [InlineData("wrapUp: { dispositions: [ { id: a, name: A, parent: b } ] }", "queues[0].wrapUp.dispositions[0].parent: There is no disposition 'b' in this queue.")]
    [InlineData("wrapUp: { dispositions: [ { id: a, name: A, parent: a } ] }", "queues[0].wrapUp.dispositions[0].parent: 'a' is its own ancestor.")]
    public void What_is_wrong_with_a_queue_is_named_with_its_path(string more, params string[] faults) => Assert.Equal(faults, Faults($"{Sound}\n    {more}"));

    [Theory]
    [InlineData("channel", "A condition is { all | any | none: [...] } or { field, operator: value }, and this is 'channel'.", "")]
    [InlineData("{ field: chanel, is: a }", "A condition cannot ask about 'chanel'. Did you mean 'channel'?", ".field")]
    [InlineData("{ field: channel, equals: a }", "There is no 'equals' in a condition.", ".equals")]
    [InlineData("{ field: channel, iss: a }", "There is no 'iss' in a condition. Did you mean 'is'?", ".iss")]
    [InlineData("{ is: a }", "'field' is missing.", ".field")]
    [InlineData("{ field: channel }", "A test has one operator of is, isNot, in, notIn, contains, atLeast, atMost, startsWith, exists; this has 0.", "")]
    [InlineData("{ field: channel, is: a, isNot: b }", "A test has one operator of is, isNot, in, notIn, contains, atLeast, atMost, startsWith, exists; this has 2.", "")]
    [InlineData("{ field: channel, atLeast: 3 }", "'channel' can be asked with is, isNot, in, notIn, contains, startsWith, exists, not with 'atLeast'.", ".atLeast")]
    [InlineData("{ field: channel, in: a }", "'in' takes a list of 1 to 100 values.", ".in")]
    [InlineData("{ field: channel, in: [] }", "'in' takes a list of 1 to 100 values.", ".in")]
    [InlineData("{ field: queue.length, atLeast: many }", "It takes a number, and this is 'many'.", ".atLeast")]
    [InlineData("{ field: queue.open, is: open }", "It takes true or false, and this is 'open'.", ".is")]
    [InlineData("{ field: queue, is: gone }", "There is no queue 'gone'.", ".is")]
    [InlineData("{ field: person.tier, atLeast: gold }", "There is no tier 'gold'.", ".atLeast")]
    [InlineData("{ field: time.weekday, in: [friday, caturday] }", "It takes one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, and this is 'caturday'. Did you mean 'saturday'?", ".in[1]")]
    [InlineData("{ all: [ { field: channel, is: a } ], field: topic }", "Nothing stands beside 'all'; put it into its list.", ".field")]
    [InlineData("{ all: { field: channel, is: a } }", "'all' takes a list of conditions, and this is a map.", ".all")]
    [InlineData("{ any: [ { none: [ { field: x, is: a } ] } ] }", "A condition cannot ask about 'x'.", ".any[0].none[0].field")]
    [InlineData("{ all: [ { all: [ { all: [ { all: [ { all: [ { all: [] } ] } ] } ] } ] } ] }", "A condition is nested at most 6 deep.", ".all[0].all[0].all[0].all[0].all[0].all")]
    [InlineData("{ field: person.city, atLeast: north }", "It takes a number, and this is 'north'.", ".atLeast")]
    public void What_is_wrong_with_a_condition_is_named_with_its_path(string condition, string problem, string below) =>
        Assert.Equal([$"routes[0].when{below}: {problem}"], Faults($"{Sound}\nroutes: [ {{ name: r, queue: service, when: {condition} }} ]"));

    [Theory]
    [InlineData("routes: [ { name: r, queue: servce } ]", "routes[0].queue: There is no queue 'servce'. Did you mean 'service'?")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: channel, is: a } }, { name: r, queue: service } ]", "routes[1].name: 'r' is already the name of routes[0].")]
    [InlineData("needs: [ { name: n } ]", "needs[0]: It asks for nothing: require, prefer, priority or ownerFirst is missing.")]
    [InlineData("needs: [ { name: n, require: [ { skill: german } ] } ]", "needs[0].require[0].skill: There is no skill 'german'.")]
    [InlineData("skills: [ { id: a, name: A } ]\nneeds: [ { name: n, require: [ { skill: a, level: 4 } ] } ]", "needs[0].require[0].level: It takes a whole number from 1 to 3, and this is 4.")]
    [InlineData("skills: [ { id: a, name: A } ]\nneeds: [ { name: n, prefer: [ { skill: a }, { skill: a } ] } ]", "needs[0].prefer[1].skill: 'a' is already there.")]
    [InlineData("targets: [ { name: t } ]", "targets[0]: It has no target: firstResponseSeconds, nextResponseSeconds, resolutionSeconds or timeInQueueSeconds is missing.")]
    [InlineData("targets: [ { name: t, resolutionSeconds: 60, warnAtPercent: [80, 50] } ]", "targets[0].warnAtPercent[1]: Warnings are in ascending order, each once.")]
    [InlineData("targets: [ { name: t, resolutionSeconds: 60, warnAtPercent: [100] } ]", "targets[0].warnAtPercent[0]: It takes a whole number from 1 to 99, and this is 100.")]
    [InlineData("targets: [ { name: t, resolutionSeconds: 60, pauseOn: [snoozed, snoozed] } ]", "targets[0].pauseOn: Each reason is there once.")]
    [InlineData("targets: [ { name: t, resolutionSeconds: 60, escalation: up } ]", "targets[0].escalation: There is no escalation 'up'.")]
    [InlineData("targets: [ { name: t, resolutionSeconds: 60, escalation: up } ]\nescalations: [ { id: up, steps: [ { measure: resolution, atPercent: 80, do: notify } ] } ]", "escalations[0].steps[0].whom: 'whom' is missing.")]
    [InlineData("targets: [ { name: t, resolutionSeconds: 60, escalation: up } ]\nescalations: [ { id: up, steps: [ { measure: resolution, atPercent: 80, do: page, points: 3 } ] } ]", "escalations[0].steps[0].points: page takes no points.")]
    [InlineData("targets: [ { name: t, resolutionSeconds: 60, escalation: up, warnAtPercent: [1, 2, 3, 4, 5, 6, 7, 8] } ]\nescalations: [ { id: up, steps: [ { measure: resolution, atPercent: 80, do: page } ] } ]", "targets[0].warnAtPercent: Warnings and the steps of 'up' come to more than 8 moments of resolution.")]
    [InlineData("silence: [ {} ]", "silence[0]: It says nothing: customer, agent or endWords is missing.")]
    [InlineData("silence: [ { customer: { remindAfterSeconds: 60, endAfterSeconds: 60 } } ]", "silence[0].customer.endAfterSeconds: It comes after remindAfterSeconds (60).")]
    [InlineData("silence: [ { agent: { markAfterSeconds: 60, moveAfterSeconds: 30 } } ]", "silence[0].agent.moveAfterSeconds: It comes after markAfterSeconds (60).")]
    [InlineData("silence: [ { agent: { breakAgent: true } } ]", "silence[0].agent.breakAgent: Nothing is ever moved from the agent: 'moveAfterSeconds' is missing.")]
    [InlineData("texts: [ { kind: end } ]", "texts[0].text: 'text' is missing; only where enabled is false there need be none.")]
    [InlineData("texts: [ { kind: end, text: { en: Bye } } ]", "texts[0].text: There is no 'zh', which is the default language.")]
    [InlineData("texts: [ { kind: end, text: { zh: '{nmae}' } } ]", "texts[0].text.zh: There is no placeholder {nmae}; there are name, agent, queue, position, minutes, opensAt. Did you mean 'name'?")]
    [InlineData("budgets: [ { channel: wechat-oa, kinds: [queue, queue], messages: 1, perSeconds: 60 } ]", "budgets[0].kinds[1]: queue on wechat-oa already has a budget.")]
    [InlineData("budgets: [ { channel: wechat-oa, kinds: [], messages: 1, perSeconds: 60 } ]", "budgets[0].kinds: It takes at least 1 entry.")]
    [InlineData("bot: [ { handoverWords: [human] } ]", "bot[0].answers: A bot on duty has at least one answer.")]
    [InlineData("bot: [ { unansweredLimit: 0, answers: [ { words: [a], text: { zh: b } } ] } ]", "bot[0].handoverWords: There is no way to a person: neither handoverWords nor an unansweredLimit.")]
    [InlineData("bot: [ { handoverWords: [human], answers: [ { words: [a], text: { en: b } } ] } ]", "bot[0].answers[0].text: There is no 'zh', which is the default language.")]
    public void What_is_wrong_with_a_rule_is_named_with_its_path(string more, params string[] faults) => Assert.Equal(faults, Faults($"{Sound}\n{more}"));

    [Theory]
    [InlineData("week: {}", "hours[0].week: No weekday has a period: it would never open.")]
    [InlineData("week: { monday: [] }", "hours[0].week: No weekday has a period: it would never open.")]
    [InlineData("week: { moonday: [ { from: '09:00', to: '18:00' } ] }", "hours[0].week: No weekday has a period: it would never open.", "hours[0].week.moonday: There is no 'moonday' here. Did you mean 'monday'?")]
    [InlineData("week: { monday: [ { from: '25:00', to: '18:00' } ] }", "hours[0].week.monday[0].from: It takes a time of day from 00:00 to 24:00, and this is '25:00'.")]
    [InlineData("week: { monday: [ { from: '09:00', to: '09:00' } ] }", "hours[0].week.monday[0]: A period from 09:00 to 09:00 is empty; a whole day is 00:00 to 24:00.")]
    [InlineData("week: { monday: [ { from: '09:00', to: '12:00' }, { from: '11:00', to: '18:00' } ] }", "hours[0].week.monday[1]: It overlaps week.monday[0].")]
    [InlineData("week: { monday: [ { from: '09:00', to: '18:00' } ] }\n    holidays: [ { date: 2026-02-30, name: X } ]", "hours[0].holidays[0].date: '2026-02-30' is no date of the years 1980 to 2099.")]
    [InlineData("week: { monday: [ { from: '09:00', to: '18:00' } ] }\n    workingDays: [ { date: 2026-02-28, name: X, like: sunday } ]", "hours[0].workingDays[0].like: Nobody works on a sunday.")]
    [InlineData("week: { monday: [ { from: '09:00', to: '18:00' } ] }\n    exemptions: [ { from: 2026-02-15T00:00, until: 2026-02-14T00:00, reason: X } ]", "hours[0].exemptions[0]: An exemption ends after it begins.")]
    public void Impossible_calendars_are_named_with_their_path(string more, params string[] faults) =>
        Assert.Equal(faults, Faults($"{Sound}\n    hours: office\nhours:\n  - id: office\n    zone: Asia/Shanghai\n    {more}"));

    [Fact]
    public void A_zone_that_is_none_is_named() =>
        Assert.Equal(
            ["hours[0].zone: There is no time zone 'Asia/Peking'; it takes an IANA id, as Asia/Shanghai."],
            Faults($"{Sound}\n    hours: office\nhours: [ {{ id: office, zone: Asia/Peking, week: {{ monday: [ {{ from: '09:00', to: '18:00' }} ] }} }} ]"));

    [Fact]
    public void A_callback_that_may_never_fall_into_its_hours_is_named() =>
        Assert.Equal(
            ["queues[0].callback.maxDays: 'office' can stay closed for 7 days: a callback within 5 may never fall into it."],
            Faults($"{Sound}\n    callback: {{ hours: office, maxDays: 5 }}\nhours: [ {{ id: office, zone: Asia/Shanghai, week: {{ monday: [ {{ from: '09:00', to: '18:00' }} ] }} }} ]"));

    [Fact]
    public void Queues_that_move_their_work_in_circles_are_named_each_with_the_way() =>
        Assert.Equal(
            [
                "queues[0].overflow[0].queue: It goes in circles: service → sales → night → service.",
                "queues[1].overflow[0].queue: It goes in circles: sales → night → service → sales.",
                "queues[2].overflow[0].queue: It goes in circles: night → service → sales → night.",
            ],
            Faults("""
                version: v1
                defaultQueue: service
                queues:
                  - { id: service, name: S, overflow: [ { do: moveQueue, queue: sales } ] }
                  - { id: sales, name: S, overflow: [ { do: moveQueue, queue: night, afterSeconds: 60 } ] }
                  - { id: night, name: N, overflow: [ { do: moveQueue, queue: service, when: { field: queue.open, is: true } } ] }
                """));

    [Fact]
    public void Moving_along_without_a_way_back_is_no_circle() => Assert.Empty(Faults("""
        version: v1
        defaultQueue: service
        queues:
          - { id: service, name: S, overflow: [ { do: moveQueue, queue: sales }, { do: moveQueue, queue: night } ] }
          - { id: sales, name: S, overflow: [ { do: moveQueue, queue: night } ], widening: [ { afterSeconds: 30, addQueues: [service] } ] }
          - { id: night, name: N, widening: [ { afterSeconds: 30, addQueues: [sales] } ] }
        """));

    [Theory]
    [InlineData("routes: [ { name: a, queue: service }, { name: b, queue: service, when: { field: channel, is: x } } ]", "routes[1]: It is never reached: routes[0] above matches always.")]
    [InlineData("routes: [ { name: a, queue: service, seat: bot } ]", "routes[0].seat: The document has no bot.")]
    [InlineData("texts: [ { kind: end, text: { zh: a } }, { kind: queue, text: { zh: a } }, { kind: end, text: { zh: b } } ]", "texts[2]: It is never reached: texts[0] above matches always.")]
    [InlineData("targets: [ { name: a, resolutionSeconds: 60 }, { name: b, resolutionSeconds: 60, when: { field: channel, is: x } } ]", "targets[1]: It is never reached: rules above decide all its measures, always.")]
    [InlineData("silence: [ { endWords: [bye] }, { endWords: [bye] } ]", "silence[1]: It is never reached: silence[0] above matches always.")]
    [InlineData("escalations: [ { id: up, steps: [ { measure: resolution, atPercent: 80, do: page } ] } ]", "escalations[0]: No target climbs 'up'.")]
    [InlineData("hours: [ { id: office, zone: Asia/Shanghai, week: { monday: [ { from: '09:00', to: '18:00' } ] } } ]", "hours[0]: Nothing keeps the hours 'office'.")]
    [InlineData("routes: [ { name: a, queue: service, when: { field: person.teir, is: gold } } ]", "routes[0].when.field: 'person.teir' is an attribute of the profile. Did you mean 'person.tier'?")]
    public void What_may_not_do_what_was_meant_is_a_warning_and_no_fault(string more, params string[] warnings)
    {
        var reading = PolicyDocument.Read($"{Sound}\n{more}");
        Assert.NotNull(reading.Policy);
        Assert.Empty(reading.Faults);
        Assert.Equal(warnings, reading.Warnings.Select(warning => $"{warning.Path}: {warning.Problem}"));
    }

    [Fact]
    public void All_faults_are_named_at_once_in_the_order_of_the_text_each_with_its_line_and_column()
    {
        var faults = PolicyDocument.Read("""
            version: "v 1"
            defaultQueue: servce
            skils: []
            queues:
              - id: service
                name: Service
                offerSeconds: 4
                overflow:
                  - do: moveQueue
                    queue: sales
              - id: sales
                overflow: [ { do: moveQueue, queue: service } ]
            texts:
              - kind: end
                text: { en: Bye }
            """).Faults;
        Assert.Equal(
            [
                "1:10 version", "2:15 defaultQueue", "3:1 skils", "7:19 queues[0].offerSeconds", "10:16 queues[0].overflow[0].queue",
                "11:5 queues[1].name", "12:41 queues[1].overflow[0].queue", "15:11 texts[0].text",
            ],
            faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault.At.Line}:{fault.At.Column} {fault.Path}")));
        Assert.Equal("service", faults[1].Suggestion);
        Assert.All(faults, fault => Assert.Equal(Severity.Fault, fault.Severity));
    }

    [Fact]
    public void JSON_and_YAML_say_the_same_and_are_told_the_same()
    {
        const string Json = """
            {
              "version": "v1", "defaultQueue": "service",
              "queues": [ { "id": "service", "name": "Service", "offerSeconds": 4 } ]
            }
            """;
        Assert.Equal(["3:69 queues[0].offerSeconds"], PolicyDocument.Read(Json).Faults.Select(fault => $"{fault.At.Line}:{fault.At.Column} {fault.Path}"));
        Assert.Equal(
            PolicyHash.Of(PolicyDocument.Read(Json.Replace("4", "30", StringComparison.Ordinal)).Policy!),
            PolicyHash.Of(PolicyDocument.Read($"{Sound}\n    offerSeconds: 30").Policy!));
    }

    [Fact]
    public void A_bare_number_is_a_text_where_a_text_is_asked_for() =>
        Assert.Equal("2026", PolicyDocument.Read(Sound.Replace("version: v1", "version: 2026", StringComparison.Ordinal)).Policy!.Version);

    [Fact]
    public void More_than_the_limits_allow_is_named()
    {
        var queues = string.Concat(Enumerable.Range(0, 201).Select(i => $"  - {{ id: q{i}, name: Q }}\n"));
        Assert.Equal(["queues: It takes at most 200 entries, and there are 201."], Faults($"version: v1\ndefaultQueue: q0\nqueues:\n{queues}"));
        Assert.Equal([": The document has more than 1048576 bytes."], Faults($"{Sound}\n#{new string('x', 1024 * 1024)}"));
    }

    [Fact]
    public void One_mistake_made_many_times_is_not_told_for_ever()
    {
        var skills = string.Concat(Enumerable.Range(0, 300).Select(i => $"  - {{ id: S{i}, name: S }}\n"));
        Assert.Equal(200, PolicyDocument.Read($"{Sound}\nskills:\n{skills}").Faults.Count);
    }

    private static IEnumerable<string> Faults(string text) => PolicyDocument.Read(text).Faults.Select(fault => $"{fault.Path}: {fault.Problem}");
}
