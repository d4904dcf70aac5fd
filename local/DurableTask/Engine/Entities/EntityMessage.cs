using System.Text.Json.Serialization;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>What an entity is asked.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Operation), "operation")]
[JsonDerivedType(typeof(Lock), "lock")]
[JsonDerivedType(typeof(Release), "release")]
internal abstract record EntityMessage
{
    private EntityMessage() { }

    /// <param name="Caller">Who waits for the answer; null for a signal.</param>
    public sealed record Operation(string Name, string? Input, Caller? Caller) : EntityMessage;

    /// <summary>Travels through the entities of the set in their order; the last one answers the caller.</summary>
    public sealed record Lock(IReadOnlyList<string> EntityIds, int Position, Caller Caller) : EntityMessage;

    public sealed record Release(long OwnerKey) : EntityMessage;
}
