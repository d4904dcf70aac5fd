namespace OmniFunctions.Channels.Slack;

/// <summary>Slack writes three characters as HTML does, and no others.</summary>
internal static class SlackText
{
    internal static string Read(string text) => text.Contains('&', StringComparison.Ordinal)
        ? text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
        : text;

    /// <summary>So that nothing an agent writes calls the whole channel.</summary>
    internal static string Write(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
