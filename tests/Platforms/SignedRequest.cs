namespace OmniFunctions.Tests.Platforms;

/// <summary>A webhook request as a platform's library made it.</summary>
/// <param name="Query">Without a question mark; null where it has none.</param>
public sealed record SignedRequest(string? Query, IReadOnlyDictionary<string, string>? Headers, string? Body)
{
    /// <summary>The same with one character of the body changed, somewhere in the middle, where it is neither the end of a block nor padding.</summary>
    public SignedRequest Tampered() => this with { Body = Changed(Body!, Body!.Length / 2) };

    /// <summary>The same with another value in a header.</summary>
    public SignedRequest With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers!) { [header] = value } };

    private static string Changed(string text, int at) => text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
}
