namespace OmniFunctions.Local.EventHubs;

/// <summary>What one slice of housekeeping took out of a partition.</summary>
/// <param name="First">The number of the first event that stays.</param>
internal readonly record struct Removal(long First, long Bytes, bool MayBeMore);
