namespace OmniFunctions.Tests.Infra.Bicep;

/// <summary>A piece of a file, as the grammar of tree-sitter-bicep cuts it.</summary>
/// <param name="Field">What it is to its parent, where the grammar says so.</param>
/// <param name="Broken">The parser could make nothing of it, or had to invent it.</param>
public sealed record BicepNode(string Type, string? Field, int Line, int Start, int End, bool Broken, IReadOnlyList<BicepNode> Children)
{
    public IEnumerable<BicepNode> All() => Children.SelectMany(child => child.All()).Prepend(this);

    public IEnumerable<BicepNode> All(string type) => All().Where(node => node.Type == type);

    public BicepNode? Child(string type) => Children.FirstOrDefault(child => child.Type == type);
}
