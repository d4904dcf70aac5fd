namespace Microsoft.DurableTask.Entities;

/// <summary>Which entity: its name, in lower case, and its key, as given. As text it is <c>@name@key</c>.</summary>
public readonly record struct EntityInstanceId
{
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
            throw new ArgumentException("The name of an entity may not contain '@'.", nameof(name));
        Name = name.ToLowerInvariant();
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    /// <exception cref="ArgumentException">The text is not of the form <c>@name@key</c>.</exception>
    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var separator = instanceId[0] == '@' ? instanceId.IndexOf('@', 1) : -1;
        return separator > 1
            ? new EntityInstanceId(instanceId[1..separator], instanceId[(separator + 1)..])
            : throw new ArgumentException($"'{instanceId}' is not the id of an entity: expected the form @name@key.", nameof(instanceId));
    }

    public override string ToString() => $"@{Name}@{Key}";
}
