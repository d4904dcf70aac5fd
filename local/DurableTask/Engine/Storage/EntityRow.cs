using OmniFunctions.Local.DurableTask.Entities;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>What is stored of an entity.</summary>
/// <param name="LockedKey">The key of the orchestration instance that holds it, or null.</param>
internal sealed record EntityRow(long Key, EntityState State, string? LockedBy, long? LockedKey);
