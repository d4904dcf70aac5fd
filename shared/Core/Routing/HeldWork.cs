namespace OmniFunctions.Routing;

/// <summary>A conversation that counts against an agent's capacity.</summary>
/// <param name="Channel">Empty where it is not known.</param>
/// <param name="Units">Of the capacity that it takes.</param>
/// <param name="Queue">Where it was given to them; null where nobody said.</param>
/// <param name="Since">When it was given to them; null where nobody said.</param>
public sealed record HeldWork(string Channel = "", int Units = 1, QueueId? Queue = null, DateTimeOffset? Since = null);
