namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>What is to be written of an entity's state.</summary>
/// <param name="Text">The state, or <see cref="EntityState.ByEntry"/>; null when there is none any more.</param>
/// <param name="Afresh">No entry that is stored stays.</param>
/// <param name="Entries">Those that changed, by key; null for one that is gone.</param>
internal sealed record EntityChange(string? Text, bool Afresh, IReadOnlyList<KeyValuePair<string, string?>> Entries);
