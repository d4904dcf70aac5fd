using System.Collections.Immutable;
using System.Globalization;
using OmniFunctions.Customers;
using OmniFunctions.Documents;
using OmniFunctions.Policies;
using OmniFunctions.Routing;

namespace OmniFunctions.Lab.Script;

/// <summary>Makes a script of what its text says, or names all its faults at once.</summary>
public sealed class ScriptReading
{
    private readonly ServicePolicy policy;
    private readonly Func<string, TimeZoneInfo?> zones;
    private readonly List<DocumentFault> faults = [];

    /// <summary>Every word that a line may have after <c>does</c>.</summary>
    public static IReadOnlyList<string> Verbs { get; } = [.. ActReading.Verbs];

    private ScriptReading(ServicePolicy policy, Func<string, TimeZoneInfo?> zones)
    {
        this.policy = policy;
        this.zones = zones;
    }

    /// <param name="policy">Whose queues, skills and tiers the script may name.</param>
    /// <param name="zones">What the machine knows under an IANA id.</param>
    /// <returns>Null with at least one fault, in the order of their lines.</returns>
    public static (LabScript? Script, IReadOnlyList<DocumentFault> Faults) Read(DocumentNode root, ServicePolicy policy, Func<string, TimeZoneInfo?> zones)
    {
        var reading = new ScriptReading(policy, zones);
        var script = reading.Script(new NodeReader(root, "", reading.faults));
        return reading.faults.Count == 0 ? (script, []) : (null, [.. reading.faults.OrderBy(fault => fault.At.Line).ThenBy(fault => fault.At.Column)]);
    }

    private LabScript Script(NodeReader root)
    {
        var zone = Zone(root);
        var begins = root.Time("from", zone) ?? FirstTime(root, zone);
        ImmutableArray<LabAgent> agents = [.. root.Entries("agents", LabScript.MaxAgents).Select(Agent)];
        ImmutableArray<LabCustomer> customers = [.. root.Entries("customers", LabScript.MaxCustomers).Select(Customer)];
        if (customers.IsEmpty) root.Fault("customers", "There is no customer.");
        Unique(root, "agents", agents.Select(agent => agent.Agent.Value));
        Unique(root, "customers", customers.Select(customer => customer.Name));
        var lines = Lines(root, zone, begins, agents, customers);
        var last = lines.IsEmpty ? begins : lines[^1].At;
        var until = root.Time("until", zone) ?? last + LabScript.Afterwards;
        root.NothingElse();
        if (until < last) root.Fault("until", "It ends before its last step.");
        if (until - begins > TimeSpan.FromDays(LabScript.MaxDays)) root.Fault("until", $"A story takes at most {LabScript.MaxDays} days.");
        return new LabScript(zone.Id, begins, until, agents, customers, lines);
    }

    private TimeZoneInfo Zone(NodeReader root)
    {
        var id = root.Needed("zone");
        if (id.Length > 0 && zones(id) is { } zone) return zone;
        if (id.Length > 0) root.Fault("zone", $"There is no time zone '{id}'; write an IANA id, as Asia/Shanghai.");
        return TimeZoneInfo.Utc;
    }

    private LabAgent Agent(NodeReader node)
    {
        var queues = node.Has("queues") ? node.Texts("queues").Select(id => new QueueId(id)).ToImmutableArray() : (ImmutableArray<QueueId>?)null;
        foreach (var queue in queues ?? [])
        {
            if (policy.Queues.All(known => known.Id != queue)) node.Fault("queues", $"There is no queue '{queue}'.");
        }

        var agent = new LabAgent(
            new AgentId(node.Needed("id")),
            node.Number("capacity", 0, 100) ?? 3,
            queues,
            Skills(node),
            node.Number("weight", 1, AgentPlace.MaxWeight) ?? 1,
            node.Choice("presence", Presence.Online, ("online", Presence.Online), ("away", Presence.Away), ("offline", Presence.Offline)));
        node.NothingElse();
        return agent;
    }

    private ImmutableDictionary<SkillId, int> Skills(NodeReader node)
    {
        var skills = ImmutableDictionary.CreateBuilder<SkillId, int>();
        foreach (var member in node.Members("skills"))
        {
            if (policy.Skills.All(known => known.Id.Value != member.Name)) node.Fault("skills", $"There is no skill '{member.Name}'.");
            if (member.Value is DocumentNode.Scalar { Text: "1" or "2" or "3" } level) skills[new SkillId(member.Name)] = level.Text[0] - '0';
            else node.Fault("skills", $"The level of '{member.Name}' is 1, 2 or 3.");
        }

        return skills.ToImmutable();
    }

    private LabCustomer Customer(NodeReader node)
    {
        var customer = new LabCustomer(
            node.Needed("name"),
            node.Text("channel") ?? "webchat",
            node.Text("account") ?? "site",
            node.Text("tier"),
            node.Text("language"),
            [.. node.Texts("tags")],
            node.Members("attributes").Where(member => member.Value is DocumentNode.Scalar).ToImmutableDictionary(member => member.Name, member => Attribute((DocumentNode.Scalar)member.Value)),
            node.Text("owner") is { } owner ? new AgentId(owner) : null);
        if (customer.Tier is { } tier && !policy.Tiers.Contains(tier)) node.Fault("tier", $"There is no tier '{tier}'.");
        node.NothingElse();
        return customer;
    }

    private static AttributeValue Attribute(DocumentNode.Scalar value) =>
        value.Kind is ScalarKind.Number or ScalarKind.BareNumber && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? AttributeValue.Of(number)
            : AttributeValue.Of(value.Text);

    private ImmutableArray<LabLine> Lines(
        NodeReader root, TimeZoneInfo zone, DateTimeOffset begins, IReadOnlyList<LabAgent> agents, IReadOnlyList<LabCustomer> customers)
    {
        var lines = ImmutableArray.CreateBuilder<LabLine>();
        var at = begins;
        foreach (var (index, node) in root.Entries("story", LabScript.MaxLines).Index())
        {
            var time = Time(node, zone, at);
            if (time < at) node.Fault("at", "It lies before the step above it.");
            at = time > at ? time : at;
            var act = new ActReading(node, index + 1, zone, at, policy, agents, customers, zones).Act();
            // What else stands beside a word that nobody knows cannot be judged.
            if (act is null) continue;
            node.NothingElse();
            lines.Add(new LabLine(index + 1, node.Line, at, act));
        }

        return lines.ToImmutable();
    }

    /// <summary>Without a beginning of its own a story begins with its first step.</summary>
    private static DateTimeOffset FirstTime(NodeReader root, TimeZoneInfo zone)
    {
        var node = root.Entries("story", LabScript.MaxLines).FirstOrDefault();
        if (node is null) root.Fault("story", "Nothing happens in this story.");
        else if (!root.Has("from") && !node.Has("at")) node.Fault("at", "The first step says when it is ('at'), or the story does ('from').");
        return node?.Silently().Time("at", zone) ?? DateTimeOffset.UnixEpoch;
    }

    /// <summary>A time of the wall clock, or so long after the step above; both together would be one too many.</summary>
    private static DateTimeOffset Time(NodeReader node, TimeZoneInfo zone, DateTimeOffset before)
    {
        var at = node.Time("at", zone);
        var after = node.Span("after");
        if (node.Has("at") && node.Has("after")) node.Fault("after", "Either 'at' or 'after'.");
        return at ?? (after is { } span ? before + span : before);
    }

    private static void Unique(NodeReader root, string name, IEnumerable<string> values)
    {
        foreach (var group in values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            root.Fault(name, $"'{group.Key}' is there {group.Count()} times.");
        }
    }
}
