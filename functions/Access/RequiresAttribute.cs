namespace OmniFunctions.Access;

/// <summary>Names the permission of an HTTP function. One without it keeps the program from starting.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;

    /// <summary>
    /// May be called while a second factor is still due: it is how one gets past that. For everything else of an agent's the factor comes first
    /// (<see cref="FactorGate"/>).
    /// </summary>
    public bool BeforeFactor { get; init; }

    /// <summary>Its body is a file as it is, and no JSON.</summary>
    public bool TakesFile { get; init; }

    /// <summary>Its answer has a secret in it, so nothing on the way may compress it: beside what a stranger chooses, its length would tell of the secret.</summary>
    public bool GivesSecret { get; init; }

    /// <summary>Reads or sets the cookie, so a request that changes something must prove that it comes from a page of ours.</summary>
    public bool UsesCookie { get; init; } = permission is Permission.Agent or Permission.Supervisor;
}
