using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function returned; middleware may put something else in its place.</summary>
public abstract class InvocationResult : InvocationResult<object>;

[SuppressMessage("Naming", "CA1711", Justification = "The official name.")]
public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}
