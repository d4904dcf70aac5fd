using System.Reflection;

namespace OmniFunctions.Tests.Local.OfficialApi;

/// <summary>
/// Writes types and members as documentation-comment ids.
/// Source: https://learn.microsoft.com/dotnet/csharp/language-reference/xmldoc/#id-strings.
/// </summary>
internal static class DocumentationId
{
    public static string OfType(Type type)
    {
        if (type.IsGenericParameter) return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (type.IsByRef) return OfType(type.GetElementType()!) + "@";
        if (type.IsPointer) return OfType(type.GetElementType()!) + "*";
        if (type.IsArray) return OfType(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]" : "[" + string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank())) + "]");
        return type.IsConstructedGenericType ? Constructed(type) : OfDefinition(type);
    }

    public static string OfDefinition(Type type) => type.FullName!.Replace('+', '.');

    /// <summary>Parameters with the lists' mark for an optional one.</summary>
    public static string OfParameters(ParameterInfo[] parameters) => parameters.Length == 0
        ? ""
        : $"({string.Join(',', parameters.Select(p => OfType(p.ParameterType) + (p.IsOptional ? "?" : "")))})";

    /// <summary>Arguments stand behind the part of a nested name that takes them: <c>Outer{X}.Inner{Y}</c>.</summary>
    private static string Constructed(Type type)
    {
        var arguments = new Queue<string>(type.GetGenericArguments().Select(OfType));
        var parts = OfDefinition(type.GetGenericTypeDefinition()).Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            var tick = parts[i].IndexOf('`', StringComparison.Ordinal);
            if (tick < 0) continue;
            var taken = Enumerable.Range(0, int.Parse(parts[i].AsSpan(tick + 1), provider: null)).Select(_ => arguments.Dequeue());
            parts[i] = $"{parts[i][..tick]}{{{string.Join(',', taken)}}}";
        }

        return string.Join('.', parts);
    }
}
