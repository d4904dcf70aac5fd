namespace OmniFunctions.Runtime.Sealing;

/// <summary>Sealed bytes do not open. Whatever holds them is set aside for a person to look at; the rest goes on.</summary>
public sealed class SealBrokenException(Place place, string reason)
    : Exception($"The seal at {place} does not open: {reason}.");
