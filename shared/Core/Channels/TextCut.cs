namespace OmniFunctions.Channels;

/// <summary>Shortens a label that a platform limits, where the whole of it stands beside.</summary>
internal static class TextCut
{
    /// <returns>At most that many code units, an ellipsis included; never half of a character.</returns>
    internal static string To(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        return (char.IsHighSurrogate(text[end - 1]) ? text[..(end - 1)] : text[..end]) + "…";
    }
}
