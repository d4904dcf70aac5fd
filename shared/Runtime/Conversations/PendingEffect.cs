using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>An effect that was decided and is not known to be performed.</summary>
/// <param name="OperationId">The same at every repetition, greater for later ones of the same conversation.</param>
/// <param name="Trace">Of what it was decided on, as <see cref="Telemetry.MessageTrace"/> writes it; null where nobody records.</param>
public sealed record PendingEffect(string OperationId, Effect Effect, string? Trace = null);
