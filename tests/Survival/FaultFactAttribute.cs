using OmniFunctions.Tests.Crash.Faults;

namespace OmniFunctions.Tests.Survival;

/// <summary>A fault that not every machine can bring about. Where it cannot be, it is reported as skipped and why, never as survived.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultFactAttribute : FactAttribute
{
    public FaultFactAttribute(string id)
    {
        Id = id;
        if (FaultCatalogue.Get(id).Missing is { } reason) Skip = $"Not run: {reason}.";
    }

    public string Id { get; }
}
