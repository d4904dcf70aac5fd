namespace OmniFunctions.Conversations;

/// <summary>A stored event has a type that this build does not know. Skipping it would fold a wrong state, so nothing is folded.</summary>
public sealed class UnknownEventTypeException(string type) : Exception($"A stored event has the unknown type '{type}'.");
