namespace OmniFunctions.Tests.Infra.Bicep;

/// <summary>One parsed file and the questions that the specs ask of it.</summary>
/// <param name="Path">Below <c>infra/</c>.</param>
public sealed record BicepFile(string Path, string Text, BicepNode Root)
{
    public IEnumerable<BicepNode> Broken => Root.All().Where(node => node.Broken);

    public IReadOnlyList<BicepNode> Parameters => [.. Root.Children.Where(node => node.Type == "parameter_declaration")];

    public IReadOnlyList<BicepNode> Variables => [.. Root.Children.Where(node => node.Type == "variable_declaration")];

    public IReadOnlyList<BicepNode> Outputs => [.. Root.Children.Where(node => node.Type == "output_declaration")];

    public IReadOnlyList<BicepNode> Modules => [.. Root.Children.Where(node => node.Type == "module_declaration")];

    /// <summary>Nested ones as well.</summary>
    public IReadOnlyList<BicepNode> Resources => [.. Root.All("resource_declaration")];

    public string TextOf(BicepNode node) => Text[node.Start..node.End];

    /// <summary>The first identifier of a declaration.</summary>
    public string NameOf(BicepNode declaration) => TextOf(declaration.Child("identifier") ?? throw new InvalidOperationException($"{Path}({declaration.Line}): a declaration without a name."));

    /// <summary>The literal text of a string, null when it is put together from parts.</summary>
    public string? Literal(BicepNode node) => node switch
    {
        { Type: "string" } when node.All("interpolation").Any() => null,
        { Type: "string" } => TextOf(node)[1..^1],
        { Type: "number" or "boolean" } => TextOf(node),
        _ => null,
    };

    /// <summary>The type of a resource with its version, or the path of a module.</summary>
    public string ReferenceOf(BicepNode declaration) => Literal(declaration.Child("string")!)!;

    /// <summary>The texts of the decorators directly above a declaration.</summary>
    public IReadOnlyList<string> DecoratorsOf(BicepNode declaration)
    {
        var index = Root.Children.ToList().IndexOf(declaration);
        return index > 0 && Root.Children[index - 1].Type == "decorators" ? [.. Root.Children[index - 1].Children.Select(TextOf)] : [];
    }

    /// <summary>The object of a declaration, inside its condition or loop where it has one.</summary>
    public static BicepNode BodyOf(BicepNode declaration) => declaration.All("object").First();

    /// <summary>The members of an object by name; nested declarations are no members.</summary>
    public IReadOnlyDictionary<string, BicepNode> Members(BicepNode of) => of.Children
        .Where(child => child.Type == "object_property" && child.Children.Count == 2)
        .ToDictionary(property => TextOf(property.Children[0]).Trim('\''), property => property.Children[1], StringComparer.Ordinal);

    public BicepNode? Member(BicepNode of, params string[] path) =>
        path.Aggregate((BicepNode?)of, (node, name) => node is { Type: "object" } && Members(node).TryGetValue(name, out var member) ? member : null);

    /// <summary>The literal strings of the variable's array.</summary>
    public IReadOnlyList<string> List(string variable) =>
        [.. Variable(variable).All("array").First().Children.Where(child => child.Type == "string").Select(child => Literal(child)!)];

    public BicepNode Variable(string name) => Variables.Single(variable => NameOf(variable) == name);

    public BicepNode Parameter(string name) => Parameters.Single(parameter => NameOf(parameter) == name);

    /// <summary>What a parameter is when nobody sets it; null when it must be set.</summary>
    public BicepNode? DefaultOf(BicepNode parameter) => parameter.Children.Skip(1).FirstOrDefault(child => child.Type is not "type" and not "nullable_type");

    /// <summary>Every name that stands for a value here: used names, without those of members, functions and declarations.</summary>
    public IEnumerable<BicepNode> Uses() => Uses(Root);

    private IEnumerable<BicepNode> Uses(BicepNode node)
    {
        for (var index = 0; index < node.Children.Count; index++)
        {
            var child = node.Children[index];
            var declares = index == 0 && node.Type is "parameter_declaration" or "variable_declaration" or "resource_declaration" or "module_declaration" or "output_declaration";
            // In an array the grammar takes a call for a name and something in parentheses.
            var calls = child.Field == "function" || Text.AsSpan(child.End).StartsWith("(");
            var names = (node.Type == "object_property" && index == 0 && node.Children.Count == 2) || calls || child.Field is "initializer" or "resource" or "property";
            if (child.Type == "identifier" && !declares && !names) yield return child;
            if (child.Type == "identifier") continue;
            foreach (var use in Uses(child)) yield return use;
        }
    }

    /// <summary>Names that a loop or a lambda brings in.</summary>
    public IEnumerable<string> LocalNames() =>
        Root.All("for_statement").SelectMany(loop => loop.Children.Where(child => child.Field == "initializer").SelectMany(first => first.All("identifier")))
            .Concat(Root.All().Where(node => node.Type is "loop_variable" or "loop_enumerator"))
            .Concat(Root.All("lambda_expression").Select(lambda => lambda.Children[0]))
            .Select(TextOf);
}
