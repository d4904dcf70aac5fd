namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>Every fault there is: a class of this project that is an <see cref="IFault"/> is in the catalogue by being there.</summary>
internal static class FaultCatalogue
{
    public static IReadOnlyList<IFault> All { get; } =
    [
        .. typeof(FaultCatalogue).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IFault)))
            .Select(type => (IFault)Activator.CreateInstance(type)!)
            .OrderBy(fault => fault.Id, StringComparer.Ordinal),
    ];

    /// <exception cref="KeyNotFoundException">There is none of that number; the message says which there are.</exception>
    public static IFault Get(string id) =>
        All.FirstOrDefault(fault => fault.Id == id)
        ?? throw new KeyNotFoundException($"There is no fault {id}; there are {string.Join(", ", All.Select(fault => fault.Id))}.");
}
