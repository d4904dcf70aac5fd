namespace OmniFunctions.ServiceLevels;

/// <param name="Date"><c>yyyy-MM-dd</c>.</param>
/// <param name="Name">For the people who read the document and the customers who are told why nobody is there.</param>
/// <param name="Periods">Instead of the weekday's; none means closed.</param>
public sealed record Holiday(string Date, string Name, IReadOnlyList<Period>? Periods = null);
