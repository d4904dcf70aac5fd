using System.Buffers;

namespace OmniFunctions.Local.DurableTask;

/// <summary>The rules for ids of orchestration instances, as the hosted service has them.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 100;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\#?");

    /// <exception cref="ArgumentException">The id breaks a rule; the message says which.</exception>
    public static void Check(string instanceId)
    {
        if (instanceId.Length is 0 or > MaxLength)
            throw new ArgumentException($"An instance id has 1 to {MaxLength} characters, this one has {instanceId.Length}.", nameof(instanceId));
        if (instanceId[0] == '@')
            throw new ArgumentException("An instance id may not begin with '@': that is how the ids of entities begin.", nameof(instanceId));
        if (instanceId.AsSpan().ContainsAny(Forbidden) || instanceId.Any(char.IsControl))
            throw new ArgumentException("An instance id may not contain '/', '\\', '#', '?' or control characters.", nameof(instanceId));
    }
}
