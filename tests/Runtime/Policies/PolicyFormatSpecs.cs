using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OmniFunctions.Documents;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Documents;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Runtime.Policies;

/// <summary>What is published about the format is what the reader does.</summary>
public sealed partial class PolicyFormatSpecs
{
    private const string Smallest = "version: v1\ndefaultQueue: service\nqueues: [ { id: service, name: Service } ]\n";
    private static readonly string Root = FindRoot();
    private static readonly Schema Schema = new(JsonNode.Parse(PolicySchema.Text)!.AsObject());

    /// <summary>The record behind each named shape.</summary>
    private static readonly Dictionary<string, Type> Records = new()
    {
        ["policy"] = typeof(ServicePolicy), ["skill"] = typeof(Skill), ["presence"] = typeof(PresencePolicy), ["presenceReason"] = typeof(PresenceReason), ["team"] = typeof(Team),
        ["hours"] = typeof(QueueHours), ["week"] = typeof(WeekHours), ["period"] = typeof(Period), ["holiday"] = typeof(Holiday), ["workingDay"] = typeof(WorkingDay), ["exemption"] = typeof(Exemption),
        ["capacity"] = typeof(CapacityPolicy), ["queue"] = typeof(QueuePolicy), ["ageing"] = typeof(Ageing), ["wideningStep"] = typeof(WideningStep), ["overflowStep"] = typeof(OverflowStep),
        ["callback"] = typeof(CallbackPolicy), ["wrapUp"] = typeof(WrapUpPolicy), ["disposition"] = typeof(Disposition), ["route"] = typeof(RouteRule), ["need"] = typeof(NeedRule),
        ["skillNeed"] = typeof(SkillNeed), ["target"] = typeof(TargetRule), ["escalation"] = typeof(EscalationLadder), ["escalationStep"] = typeof(EscalationStep), ["silence"] = typeof(SilenceRule),
        ["customerSilence"] = typeof(CustomerSilence), ["agentSilence"] = typeof(AgentSilence), ["text"] = typeof(TextRule), ["budget"] = typeof(TextBudget), ["bot"] = typeof(BotRule),
        ["botAnswer"] = typeof(BotAnswer), ["survey"] = typeof(SurveyPolicy),
    };

    public static TheoryData<string> Shapes { get; } = [.. All(PolicyFormat.Document).Select(shape => shape.Name).Distinct()];

    public static TheoryData<int> Examples { get; } = [.. Enumerable.Range(0, ExamplesOfTheGuide().Count)];

    [Fact]
    public void The_published_schema_is_the_one_the_program_makes()
    {
        var file = Path.Combine(Root, "docs", "policy.schema.json");
        if (Environment.GetEnvironmentVariable("OMNI_WRITE_DOCS") == "1") File.WriteAllText(file, PolicySchema.Text);
        Assert.Equal(PolicySchema.Text, File.ReadAllText(file));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_has_the_members_of_its_record_and_their_defaults(string name)
    {
        var shape = All(PolicyFormat.Document).First(one => one.Name == name);
        var parameters = Records[name].GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single(constructor => constructor.GetParameters().Length > 0).GetParameters();

        Assert.Equal(parameters.Select(parameter => CamelCase(parameter.Name!)).Order(), shape.Members.Select(member => member.Name).Order());
        foreach (var member in shape.Members.Where(member => !member.IsRequired))
        {
            var parameter = parameters.Single(one => CamelCase(one.Name!) == member.Name);
            var isLeftOut = parameter.HasDefaultValue || (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).IsClass || parameter.ParameterType.IsInterface;
            Assert.True(isLeftOut, $"{name}.{member.Name} may be left out, but the record asks for it.");
            if (member.Default is { } said) Assert.Equal(Said(parameter), said.ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_guide_is_taken_by_reader_and_schema(int example)
    {
        var (text, line) = ExamplesOfTheGuide()[example];
        var reading = PolicyDocument.Read(text);
        Assert.True(reading.Faults.Count == 0, $"Guide, line {line}: {string.Join("; ", reading.Faults.Select(fault => $"{fault.Path}: {fault.Problem}"))}");
        Assert.Null(Schema.Refuses(Json(text)));
    }

    [Theory]
    [InlineData("skils: []")]
    [InlineData("skills: refunds")]
    [InlineData("skills: [ { id: refunds } ]")]
    [InlineData("skills: [ { id: Refunds, name: R } ]")]
    [InlineData("survey: { steps: 4 }")]
    [InlineData("survey: { solved: perhaps }")]
    [InlineData("capacity: { defaultUnits: 101 }")]
    [InlineData("capacity: { units: { Voice: 1 } }")]
    [InlineData("texts: [ { kind: end, text: {} } ]")]
    [InlineData("targets: [ { name: t, resolutionSeconds: 0 } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: chanel, is: a } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: channel, atLeast: 3 } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: channel, in: [] } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: queue.open, is: open } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: time.weekday, is: caturday } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: channel, is: a, isNot: b } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { all: { field: channel, is: a } } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { all: [], any: [] } } ]")]
    public void What_the_reader_refuses_for_its_form_the_schema_refuses_too(string more)
    {
        Assert.NotEmpty(PolicyDocument.Read(Smallest + more).Faults);
        Assert.NotNull(Schema.Refuses(Json(Smallest + more)));
    }

    [Theory]
    [InlineData("routes: [ { name: r, queue: service, when: { field: person.city, in: [Hangzhou, 3] } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: person.orders, atLeast: 3.5 } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { none: [ { any: [] }, { field: person.tags, exists: false } ] } } ]")]
    [InlineData("routes: [ { name: r, queue: service, when: { field: queue.open, isNot: true } } ]")]
    [InlineData("texts: [ { kind: end, enabled: false } ]")]
    public void What_the_reader_takes_the_schema_takes_too(string more)
    {
        Assert.Empty(PolicyDocument.Read(Smallest + more).Faults);
        Assert.Null(Schema.Refuses(Json(Smallest + more)));
    }

    private static IEnumerable<Shape.Record> All(Shape shape) => shape switch
    {
        Shape.Record record => record.Members.SelectMany(member => All(member.Shape)).Prepend(record),
        Shape.List list => All(list.Item),
        Shape.Map map => All(map.Value),
        _ => [],
    };

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Said(ParameterInfo parameter)
    {
        // An enum's default arrives as its number.
        var value = parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!) : parameter.DefaultValue;
        return value switch
        {
            Enum word => $"\"{CamelCase(word.ToString())}\"",
            _ => JsonSerializer.Serialize(value),
        };
    }

    /// <summary>A document as JSON, as it stands: a bare number stays a number even where a text is meant.</summary>
    private static JsonNode? Json(string text) => Json(DocumentReader.Read(text).Root!);

    private static JsonNode? Json(DocumentNode node) => node switch
    {
        DocumentNode.Mapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Name, Json(entry.Value)))),
        DocumentNode.Sequence sequence => new JsonArray([.. sequence.Items.Select(Json)]),
        DocumentNode.Scalar { Kind: ScalarKind.Text } scalar => JsonValue.Create(scalar.Text),
        DocumentNode.Scalar { Kind: ScalarKind.Flag or ScalarKind.BareFlag } scalar => JsonValue.Create(scalar.Text == "true"),
        DocumentNode.Scalar { Kind: ScalarKind.Null } => null,
        DocumentNode.Scalar scalar => JsonValue.Create(double.Parse(scalar.Text, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException("There is no such node."),
    };

    /// <summary>A whole document has a version; a part is put below the smallest one.</summary>
    private static List<(string Text, int Line)> ExamplesOfTheGuide()
    {
        var guide = File.ReadAllText(Path.Combine(Root, "docs", "guides", "policies.md")).ReplaceLineEndings("\n");
        return
        [
            .. Example().Matches(guide).Select(match => (
                match.Groups[1].Value.StartsWith("version:", StringComparison.Ordinal) ? match.Groups[1].Value : Smallest + match.Groups[1].Value,
                guide[..match.Index].Count(letter => letter == '\n') + 1)),
        ];
    }

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OmniFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution's folder is not above this source file.");
    }
}
