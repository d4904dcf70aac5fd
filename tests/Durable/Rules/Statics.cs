using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>Which static fields may change while the process runs.</summary>
internal static class Statics
{
    private static readonly Type[] MutableInside = [typeof(StringBuilder), typeof(Array), typeof(BitArray)];

    public static bool MayChange(FieldInfo field)
    {
        if (!field.IsStatic || field.IsLiteral || IsOfTheCompiler(field)) return false;
        return !field.IsInitOnly || IsMutable(field.FieldType);
    }

    // Delegates that the compiler keeps for lambdas are made once and are always the same.
    private static bool IsOfTheCompiler(FieldInfo field) =>
        field.Name.StartsWith("<>", StringComparison.Ordinal) || field.DeclaringType!.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
        || (field.DeclaringType.GetCustomAttribute<CompilerGeneratedAttribute>() is not null && typeof(Delegate).IsAssignableFrom(field.FieldType));

    private static bool IsMutable(Type type)
    {
        if (type.IsArray || Array.Exists(MutableInside, mutable => mutable.IsAssignableFrom(type))) return true;
        var space = type.Namespace ?? "";
        var isCollection = space is "System.Collections" or "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections.ObjectModel";
        return isCollection && !type.IsInterface && !type.Name.StartsWith("ReadOnly", StringComparison.Ordinal) && typeof(IEnumerable).IsAssignableFrom(type);
    }
}
