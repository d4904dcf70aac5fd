using System.Text;

namespace OmniFunctions.Channels.Email;

/// <summary>Joins the lines of one paragraph again (RFC 3676): a space at the end of a line says that it goes on.</summary>
internal static class FlowedText
{
    private const string Signature = "-- ";

    /// <param name="dropsSpace">That space is not of the text, as between Chinese characters.</param>
    internal static string Join(string text, bool dropsSpace)
    {
        var joined = new StringBuilder(text.Length);
        var goesOn = false;
        var depth = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).TrimEnd('\r');
            var quoted = line.Length - line.TrimStart('>').Length;
            var words = line[quoted..];
            words = words.StartsWith(" ") ? words[1..] : words;
            // A change of depth ends a paragraph whatever its last line says, and so does a signature.
            var isSignature = words.SequenceEqual(Signature);
            if (!goesOn || quoted != depth || isSignature)
            {
                joined.Append(joined.Length > 0 || range.Start.Value > 0 ? "\n" : "").Append('>', quoted).Append(quoted > 0 ? " " : "");
            }

            goesOn = !isSignature && words.EndsWith(" ");
            joined.Append(goesOn && dropsSpace ? words[..^1] : words);
            depth = quoted;
        }

        return joined.ToString();
    }
}
