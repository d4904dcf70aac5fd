namespace OmniFunctions.ServiceLevels;

/// <summary>A span in which nobody is measured (免考核): no meter runs, neither of open hours nor around the clock. Opening hours stay as they are.</summary>
/// <param name="From"><c>yyyy-MM-ddTHH:mm</c> on the zone's wall clock, included.</param>
/// <param name="Until">The same form, not included.</param>
public sealed record Exemption(string From, string Until, string Reason);
