namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a method a function. The name is unique in the app, whatever its case.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
