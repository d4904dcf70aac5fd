namespace OmniFunctions.Channels;

/// <summary>Limits that hold for whatever a platform sends, authentic or not.</summary>
internal static class Limits
{
    /// <summary>Nesting of JSON objects and arrays, and of XML elements.</summary>
    internal const int MaxDepth = 32;

    /// <summary>Characters of one id or type name. Longer ones are no platform's and would not fit a key.</summary>
    internal const int MaxIdLength = 256;
}
