using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Local.Functions;

/// <summary>Finds the methods that bear a function attribute.</summary>
internal static class FunctionDiscovery
{
    private static readonly AssemblyName Worker = typeof(FunctionAttribute).Assembly.GetName();

    /// <summary>In the assemblies given, or in the entry assembly and those it names that know of functions at all.</summary>
    public static IEnumerable<MethodInfo> Find(LocalHostOptions options)
    {
        var assemblies = options.Assemblies.Count > 0 ? options.Assemblies : FromEntry();
        return assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsClass && options.Include(type))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)));
    }

    private static List<Assembly> FromEntry()
    {
        if (Assembly.GetEntryAssembly() is not { } entry) return [];
        return [entry, .. entry.GetReferencedAssemblies().Where(IsNotOfTheFramework).Select(Assembly.Load).Where(KnowsFunctions)];
    }

    /// <summary>Spares loading the framework's assemblies only to see that they hold no functions.</summary>
    private static bool IsNotOfTheFramework(AssemblyName name) =>
        name.Name != Worker.Name
        && !name.Name!.StartsWith("System", StringComparison.Ordinal)
        && !name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static bool KnowsFunctions(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Any(reference => reference.Name == Worker.Name);
}
