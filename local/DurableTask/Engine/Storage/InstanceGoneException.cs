namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>The instance was replaced or purged while a turn of it was on its way; the turn must leave no trace.</summary>
internal sealed class InstanceGoneException() : Exception("The orchestration instance was replaced or purged.");
