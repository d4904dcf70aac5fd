namespace OmniFunctions.Answers;

/// <summary>Says what an HTTP function takes and gives, for the API description.</summary>
/// <param name="answer">The type of the successful answer's body; null for none or for one that is not ours to describe.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DescribesAttribute(string summary, Type? answer = null, int status = 200) : Attribute
{
    /// <summary>One sentence.</summary>
    public string Summary { get; } = summary;

    public Type? Answer { get; } = answer;

    /// <summary>The HTTP status of success.</summary>
    public int Status { get; } = status;

    /// <summary>The type of the request's body.</summary>
    public Type? Takes { get; init; }

    /// <summary>The media type of an answer that is no JSON of ours.</summary>
    public string? Media { get; init; }

    /// <summary>The media type of a body that is no JSON of ours.</summary>
    public string? TakesMedia { get; init; }

    /// <summary>Names of the query parameters.</summary>
    public string[] Query { get; init; } = [];
}
