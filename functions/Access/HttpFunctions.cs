namespace OmniFunctions.Access;

/// <summary>Every HTTP function of this program by name: what the authoriser asks and what the API description is made from.</summary>
public sealed class HttpFunctions
{
    private readonly Dictionary<string, HttpFunction> byName;

    public HttpFunctions()
    {
        All = HttpFunction.AllOf(typeof(HttpFunctions).Assembly);
        byName = All.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<HttpFunction> All { get; }

    /// <summary>Null for a function of another trigger.</summary>
    public HttpFunction? Find(string name) => byName.GetValueOrDefault(name);
}
