using System.Reflection;
using System.Runtime.CompilerServices;

namespace OmniFunctions.Tests.Local.OfficialApi;

/// <summary>
/// Lists what an assembly shows in the official namespaces. Left out, because a caller gains nothing by it:
/// an override (the name is there on the base already, and the base is either checked itself or of the base library),
/// an explicit interface member (it is private), the members of a delegate (its type says them all),
/// and what the compiler makes of a record that officially is one.
/// </summary>
internal static class ApiReader
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<ApiMember> Read(IEnumerable<Type> types, ApiList official) =>
        from type in types
        where IsVisible(type) && IsOfficialNamespace(type.Namespace)
        from member in Of(type, official.IsRecord(DocumentationId.OfDefinition(type)))
        select member;

    private static bool IsOfficialNamespace(string? name) =>
        name is "Azure" or "Microsoft" || name?.StartsWith("Azure.", StringComparison.Ordinal) == true || name?.StartsWith("Microsoft.", StringComparison.Ordinal) == true;

    private static bool IsVisible(Type type) => type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
        : type.IsPublic;

    private static IEnumerable<ApiMember> Of(Type type, bool isRecord)
    {
        yield return OfType(type);
        if (typeof(Delegate).IsAssignableFrom(type)) yield break;
        foreach (var member in type.GetMembers(Declared))
        {
            if (isRecord && IsMadeForRecord(member)) continue;
            if (Describe(member, DocumentationId.OfDefinition(type)) is { } described) yield return described;
        }
    }

    private static ApiMember OfType(Type type)
    {
        var words = new HashSet<string>();
        if (type is { IsAbstract: true, IsSealed: true }) words.Add("static");
        else if (type is { IsAbstract: true, IsInterface: false }) words.Add("abstract");
        else if (type is { IsSealed: true, IsClass: true }) words.Add("sealed");
        words.Add(type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            _ => "class",
        });
        var hasBase = type is { IsInterface: false, IsValueType: false } && type.BaseType is not null && type.BaseType != typeof(object);
        return new ApiMember("T:" + DocumentationId.OfDefinition(type), hasBase ? DocumentationId.OfType(type.BaseType!) : "", words);
    }

    private static ApiMember? Describe(MemberInfo member, string type) => member switch
    {
        ConstructorInfo { IsStatic: false } made when IsVisible(made) => new($"M:{type}.#ctor{DocumentationId.OfParameters(made.GetParameters())}", "", new HashSet<string>()),
        MethodInfo method when IsVisible(method) && !method.IsSpecialName => Method(method, type),
        MethodInfo operation when IsVisible(operation) && operation.Name.StartsWith("op_", StringComparison.Ordinal) => Method(operation, type),
        PropertyInfo property => Property(property, type),
        EventInfo { AddMethod: { } add } raised when IsVisible(add) && !IsOverride(add) => new($"E:{type}.{raised.Name}", DocumentationId.OfType(raised.EventHandlerType!), Modifiers(add)),
        FieldInfo field when (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName => Field(field, type),
        _ => null,
    };

    private static ApiMember? Method(MethodInfo method, string type)
    {
        if (IsOverride(method)) return null;
        var arity = method.IsGenericMethodDefinition ? "``" + method.GetGenericArguments().Length : "";
        var id = $"M:{type}.{method.Name}{arity}{DocumentationId.OfParameters(method.GetParameters())}";
        var returned = DocumentationId.OfType(method.ReturnType);
        if (method.Name is "op_Implicit" or "op_Explicit") id += "~" + returned;
        return new ApiMember(id, returned, Modifiers(method));
    }

    private static ApiMember? Property(PropertyInfo property, string type)
    {
        var get = property.GetMethod is { } getter && IsVisible(getter) ? getter : null;
        var set = property.SetMethod is { } setter && IsVisible(setter) ? setter : null;
        if ((get ?? set) is not { } accessor || IsOverride(accessor)) return null;
        var words = Modifiers(accessor);
        if (get is not null) words.Add("get");
        if (set is not null) words.Add(set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set");
        return new ApiMember($"P:{type}.{property.Name}{DocumentationId.OfParameters(property.GetIndexParameters())}", DocumentationId.OfType(property.PropertyType), words);
    }

    private static ApiMember Field(FieldInfo field, string type)
    {
        var words = new HashSet<string>();
        if (field.DeclaringType!.IsEnum) words.Add("=" + Convert.ToInt64(field.GetRawConstantValue(), null));
        return new ApiMember($"F:{type}.{field.Name}", DocumentationId.OfType(field.FieldType), words);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOverride(MethodInfo method) => method.IsVirtual && method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static HashSet<string> Modifiers(MethodBase method)
    {
        var words = new HashSet<string>();
        if (method.IsStatic) words.Add("static");
        if (method.IsAbstract) words.Add("abstract");
        else if (method is { IsVirtual: true, IsFinal: false }) words.Add("virtual");
        return words;
    }

    private static bool IsMadeForRecord(MemberInfo member) => member switch
    {
        ConstructorInfo made => made.GetParameters() is [var copied] && copied.ParameterType == made.DeclaringType,
        _ => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && (member.Name is "<Clone>$" or "Equals" or "op_Equality" or "op_Inequality" or "PrintMembers" or "EqualityContract" or "get_EqualityContract" or "Deconstruct" or "ToString" or "GetHashCode"),
    };
}
