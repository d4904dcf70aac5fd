using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables;

namespace OmniFunctions.Local.Tables;

/// <summary>The stored properties of one entity class: the public ones, under their <see cref="DataMemberAttribute"/> name if they have one.</summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> Known = new();
    private readonly Dictionary<string, PropertyInfo> members;

    private EntityShape(Type type)
    {
        members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.GetIndexParameters().Length == 0
                && member.GetCustomAttribute<IgnoreDataMemberAttribute>() is null
                && member.Name is not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag)))
            .ToDictionary(NameOf);
    }

    public static EntityShape Of(Type type) => Known.GetOrAdd(type, static t => new EntityShape(t));

    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    public void Read(ITableEntity entity, EntityRow row)
    {
        foreach (var (name, member) in members)
            if (member.CanRead && member.GetValue(entity) is { } value)
                row.Properties.Add(new EntityProperty(name, EntityValue.ToStored(value)));
    }

    public void Write(EntityRow row, ITableEntity entity)
    {
        foreach (var property in row.Properties)
            if (members.TryGetValue(property.Name, out var member) && member.SetMethod is { IsPublic: true })
                member.SetValue(entity, EntityValue.ToMember(property.Value, member.PropertyType));
    }
}
