using Microsoft.AspNetCore.Routing.Patterns;

namespace OmniFunctions.Local.Functions;

/// <param name="Methods">In capitals; empty for all.</param>
internal sealed record HttpRoute(Function Function, RoutePattern Pattern, IReadOnlyList<string> Methods)
{
    /// <summary>Both would match the same request, and neither goes before the other.</summary>
    public bool Meets(HttpRoute other) =>
        Shape(Pattern) == Shape(other.Pattern)
        && (Methods.Count == 0 || other.Methods.Count == 0 || Methods.Intersect(other.Methods, StringComparer.Ordinal).Any());

    /// <summary>Two templates that differ in the names of their parameters only are one to the router.</summary>
    private static string Shape(RoutePattern pattern) => string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}{(parameter.IsOptional ? "?" : "")}:{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
        _ => "",
    }))));
}
