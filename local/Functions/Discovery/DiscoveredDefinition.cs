using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Local.Functions;

internal sealed class DiscoveredDefinition(string name, MethodInfo method, ImmutableDictionary<string, BindingMetadata> inputs, IReadOnlyList<Output> outputs) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.DefaultValue))];

    public override string PathToAssembly => method.DeclaringType!.Assembly.Location;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    /// <summary>Names are unique in an app, so a name is an id.</summary>
    public override string Id => name;

    public override string Name => name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => inputs;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = outputs.ToImmutableDictionary(
        output => output.Name, BindingMetadata (output) => new DiscoveredBinding(output.Name, output.Binding.Type, BindingDirection.Out));
}

internal sealed class DiscoveredBinding(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;
}
