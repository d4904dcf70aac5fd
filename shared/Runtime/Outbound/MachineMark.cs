using OmniFunctions.Channels;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// The visible mark that text made by a machine has to bear (GB 45438-2025). A page of ours shows the mark by itself; to every other place it goes along with
/// the text.
/// </summary>
internal static class MachineMark
{
    public const string Mark = "（人工智能生成 AI-generated）";

    public static string On(string text, Provenance provenance, Capabilities capabilities) =>
        IsMade(provenance) && !capabilities.HasOwnPage && text.Length + Mark.Length <= capabilities.MaxTextLength ? text + Mark : text;

    /// <summary>Made by a model. A keyword's answer, a greeting and a notice were written by people beforehand.</summary>
    private static bool IsMade(Provenance provenance) => provenance is Provenance.AutomaticBot or Provenance.AssistedBot;
}
