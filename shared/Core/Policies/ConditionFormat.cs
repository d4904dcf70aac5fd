using System.Text.Json.Nodes;
using OmniFunctions.Documents;

namespace OmniFunctions.Policies;

/// <summary>
/// What a condition may look like: the one shape that holds itself, and whose values depend on what is asked about. The fields and operators are those
/// of <see cref="FactFields"/>.
/// </summary>
internal static class ConditionFormat
{
    private const string Field = "field";
    private static readonly string[] Joints = ["all", "any", "none"];

    internal static Shape.Own Shape { get; } = new("condition", Schema, (node, path, reading) => Read(node, path, reading));

    private static void Read(DocumentNode node, string path, ShapeReading reading)
    {
        var count = 0;
        Read(node, path, 1, ref count, reading);
        if (count > PolicyLimits.MaxConditionNodes) reading.Fault(node.At, path, $"A condition has at most {PolicyLimits.MaxConditionNodes} parts, and this has {count}.");
    }

    private static void Read(DocumentNode node, string path, int depth, ref int count, ShapeReading reading)
    {
        count++;
        reading.Writer.WriteStartObject();
        if (node is not DocumentNode.Mapping { Entries.Count: > 0 } mapping)
        {
            Fail(reading, node.At, path, $"A condition is {{ all | any | none: [...] }} or {{ field, operator: value }}, and this is {ShapeReading.Say(node)}.");
        }
        else if (mapping.Entries.FirstOrDefault(entry => Joints.Contains(entry.Name)) is { } joint)
        {
            ReadJoint(mapping, joint, path, depth, ref count, reading);
        }
        else
        {
            ReadTest(mapping, path, reading);
        }

        reading.Writer.WriteEndObject();
    }

    private static void ReadJoint(DocumentNode.Mapping mapping, DocumentNode.Entry joint, string path, int depth, ref int count, ShapeReading reading)
    {
        var below = ShapeReading.Below(path, joint.Name);
        foreach (var other in mapping.Entries.Where(entry => entry != joint))
        {
            reading.Fault(other.At, ShapeReading.Below(path, other.Name), $"Nothing stands beside '{joint.Name}'; put it into its list.");
        }

        reading.Writer.WriteStartArray(joint.Name);
        if (joint.Value is not DocumentNode.Sequence parts)
        {
            reading.Fault(joint.Value.At, below, $"'{joint.Name}' takes a list of conditions, and this is {ShapeReading.Say(joint.Value)}.");
        }
        else if (depth >= PolicyLimits.MaxConditionDepth)
        {
            reading.Fault(joint.Value.At, below, $"A condition is nested at most {PolicyLimits.MaxConditionDepth} deep.");
        }
        else
        {
            for (var i = 0; i < parts.Items.Count && count <= PolicyLimits.MaxConditionNodes; i++) Read(parts.Items[i], ShapeReading.Below(below, i), depth + 1, ref count, reading);
        }

        reading.Writer.WriteEndArray();
    }

    private static void ReadTest(DocumentNode.Mapping mapping, string path, ShapeReading reading)
    {
        var fieldEntry = mapping.Entries.FirstOrDefault(entry => entry.Name == Field);
        var operators = mapping.Entries.Where(entry => Operators.Parse(entry.Name) is not null).ToArray();
        var strangers = mapping.Entries.Where(entry => entry.Name != Field && Operators.Parse(entry.Name) is null).ToArray();
        foreach (var stranger in strangers)
        {
            var meant = Nearest.To(stranger.Name, [Field, .. Joints, .. Operators.All.Select(Operators.NameOf)]);
            reading.Fault(stranger.At, ShapeReading.Below(path, stranger.Name), $"There is no '{stranger.Name}' in a condition.{(meant is null ? "" : $" Did you mean '{meant}'?")}", suggestion: meant);
        }

        foreach (var again in mapping.Entries.GroupBy(entry => entry.Name).SelectMany(same => same.Skip(1)))
        {
            reading.Fault(again.At, ShapeReading.Below(path, again.Name), $"'{again.Name}' is already there.");
        }

        if (fieldEntry is null && strangers.Length == 0) reading.Fault(mapping.At, ShapeReading.Below(path, Field), "'field' is missing.");
        if (operators.Length != 1 && strangers.Length == 0)
        {
            reading.Fault(mapping.At, path, $"A test has one operator of {string.Join(", ", Operators.All.Select(Operators.NameOf))}; this has {operators.Length}.");
        }

        if (fieldEntry is null || FieldOf(fieldEntry, path, reading) is not { } field || operators is not [var entryOfOperator, ..])
        {
            WriteNothing(reading);
            return;
        }

        reading.Writer.WriteString(Field, field.Path);
        ReadValue(field, entryOfOperator, ShapeReading.Below(path, entryOfOperator.Name), reading);
    }

    private static FactField? FieldOf(DocumentNode.Entry entry, string path, ShapeReading reading)
    {
        var below = ShapeReading.Below(path, Field);
        var name = entry.Value is DocumentNode.Scalar { Kind: ScalarKind.Text } scalar ? scalar.Text : null;
        var found = name is null ? null : FactFields.Find(name);
        var meant = name is null ? null : Nearest.To(name, [.. FactFields.Known.Select(known => known.Path)]);
        if (found is null)
        {
            reading.Fault(entry.Value.At, below, $"A condition cannot ask about {ShapeReading.Say(entry.Value)}.{(meant is null ? "" : $" Did you mean '{meant}'?")}", suggestion: meant);
        }
        else if (found.Name == FactName.PersonAttribute && meant is not null && meant.StartsWith(FactFields.AttributePrefix, StringComparison.Ordinal))
        {
            reading.Fault(entry.Value.At, below, $"'{name}' is an attribute of the profile. Did you mean '{meant}'?", Severity.Warning, meant);
        }

        return found;
    }

    private static void ReadValue(FactField field, DocumentNode.Entry entry, string path, ShapeReading reading)
    {
        var op = Operators.Parse(entry.Name)!.Value;
        var allowed = FactFields.OperatorsOf(field.Kind);
        if (!allowed.Contains(op))
        {
            reading.Fault(entry.At, path, $"'{field.Path}' can be asked with {string.Join(", ", allowed.Select(Operators.NameOf))}, not with '{entry.Name}'.");
            reading.Writer.WriteBoolean("exists", true);
            return;
        }

        reading.Writer.WritePropertyName(entry.Name);
        if (op is not (ConditionOperator.In or ConditionOperator.NotIn))
        {
            ReadOne(field, op, entry.Value, path, reading);
            return;
        }

        reading.Writer.WriteStartArray();
        if (entry.Value is not DocumentNode.Sequence { Items.Count: > 0 and <= PolicyLimits.MaxConditionValues } list)
        {
            reading.Fault(entry.Value.At, path, $"'{entry.Name}' takes a list of 1 to {PolicyLimits.MaxConditionValues} values.");
        }
        else
        {
            for (var i = 0; i < list.Items.Count; i++) ReadOne(field, op, list.Items[i], ShapeReading.Below(path, i), reading);
        }

        reading.Writer.WriteEndArray();
    }

    private static void ReadOne(FactField field, ConditionOperator op, DocumentNode node, string path, ShapeReading reading)
    {
        switch (Wanted(field, op))
        {
            case FactKind.Flag:
                reading.Read(node, new Shape.Flag(), path);
                break;
            case FactKind.Number:
                ReadNumber(node, path, reading);
                break;
            case FactKind.Weekday:
                reading.Read(node, new Shape.Choice([.. ServiceLevels.Weekdays.All.Select(ServiceLevels.Weekdays.NameOf)]), path);
                break;
            case FactKind.Attribute when node is DocumentNode.Scalar { Kind: ScalarKind.Number or ScalarKind.BareNumber }:
                ReadNumber(node, path, reading);
                break;
            default:
                var kind = field.Name switch
                {
                    FactName.PersonTier => PolicyFormat.TierKind,
                    FactName.Queue when op is not (ConditionOperator.Contains or ConditionOperator.StartsWith) => PolicyFormat.QueueKind,
                    _ => null,
                };
                reading.Read(node, new Shape.Text(1, PolicyLimits.MaxConditionTextLength, Refers: kind), path);
                break;
        }
    }

    private static FactKind Wanted(FactField field, ConditionOperator op) => op switch
    {
        ConditionOperator.Exists => FactKind.Flag,
        ConditionOperator.AtLeast or ConditionOperator.AtMost when field.Kind == FactKind.Attribute => FactKind.Number,
        ConditionOperator.Contains or ConditionOperator.StartsWith => FactKind.Text,
        _ => field.Kind,
    };

    private static void ReadNumber(DocumentNode node, string path, ShapeReading reading)
    {
        var number = node is DocumentNode.Scalar { Kind: ScalarKind.Number or ScalarKind.BareNumber } scalar
            && double.TryParse(scalar.Text, System.Globalization.CultureInfo.InvariantCulture, out var parsed)
            && double.IsFinite(parsed)
                ? parsed
                : (double?)null;
        if (number is null) reading.Fault(node.At, path, $"It takes a number, and this is {ShapeReading.Say(node)}.");
        reading.Writer.WriteNumberValue(number ?? 0);
    }

    private static void Fail(ShapeReading reading, Position at, string path, string problem)
    {
        reading.Fault(at, path, problem);
        WriteNothing(reading);
    }

    /// <summary>A test that always can be read and says nothing.</summary>
    private static void WriteNothing(ShapeReading reading)
    {
        reading.Writer.WriteString(Field, "channel");
        reading.Writer.WriteBoolean("exists", true);
    }

    private static JsonObject Schema()
    {
        var self = new JsonObject { ["$ref"] = "#/$defs/condition" };
        var forms = new JsonArray();
        foreach (var joint in Joints)
        {
            forms.Add(Form([joint], new JsonObject { [joint] = new JsonObject { ["type"] = "array", ["items"] = self.DeepClone() } }));
        }

        foreach (var op in Operators.All)
        {
            var fields = FactFields.Known.Where(field => FactFields.OperatorsOf(field.Kind).Contains(op)).ToArray();
            foreach (var group in fields.GroupBy(field => Wanted(field, op)))
            {
                forms.Add(Test(new JsonObject { ["enum"] = new JsonArray([.. group.Select(field => JsonValue.Create(field.Path))]) }, op, group.Key));
            }

            forms.Add(Test(Attribute(), op, Wanted(new FactField(FactName.PersonAttribute, "", FactKind.Attribute), op)));
        }

        return new JsonObject
        {
            ["description"] = "A condition as data: all, any or none of a list, or one test of one fact. A fact that is not there makes every test false, except isNot, notIn and exists: false.",
            ["anyOf"] = forms,
        };
    }

    /// <summary>Whatever else stands in a person's profile.</summary>
    private static JsonObject Attribute() => new()
    {
        ["type"] = "string",
        ["pattern"] = "^person\\..+$",
        ["not"] = new JsonObject { ["enum"] = new JsonArray([.. FactFields.Known.Select(field => JsonValue.Create(field.Path))]) },
    };

    private static JsonObject Test(JsonObject field, ConditionOperator op, FactKind value)
    {
        var one = value switch
        {
            FactKind.Flag => new JsonObject { ["type"] = "boolean" },
            FactKind.Number => new JsonObject { ["type"] = "number" },
            FactKind.Weekday => new JsonObject { ["enum"] = new JsonArray([.. ServiceLevels.Weekdays.All.Select(day => JsonValue.Create(ServiceLevels.Weekdays.NameOf(day)))]) },
            FactKind.Attribute => new JsonObject { ["type"] = new JsonArray("string", "number") },
            _ => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = PolicyLimits.MaxConditionTextLength },
        };
        var name = Operators.NameOf(op);
        var operand = op is ConditionOperator.In or ConditionOperator.NotIn
            ? new JsonObject { ["type"] = "array", ["items"] = one, ["minItems"] = 1, ["maxItems"] = PolicyLimits.MaxConditionValues }
            : one;
        return Form([Field, name], new JsonObject { [Field] = field, [name] = operand });
    }

    private static JsonObject Form(string[] required, JsonObject properties) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
        ["properties"] = properties,
        ["additionalProperties"] = false,
    };
}
