using System.Text;

namespace OmniFunctions.Channels.Twilio;

/// <summary>Writes TwiML, by which Twilio is told what to do next.</summary>
public static class TwilioMarkup
{
    public const string ContentType = "text/xml";

    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    /// <summary>Nothing more to do.</summary>
    public static string Nothing => $"{Head}<Response/>";

    /// <summary>A message back to who wrote.</summary>
    public static string Message(string text) => Response(Element("Message", text));

    /// <summary>Says something and listens to speech and keys; who says nothing is led on.</summary>
    /// <param name="action">Where what was heard is posted.</param>
    /// <param name="silence">Where the call goes on when nothing was heard.</param>
    public static string Gather(string say, string language, string action, string silence) =>
        Response(Listen(say, language, action), Element("Redirect", silence));

    internal static string Response(params IEnumerable<string> steps) => $"{Head}<Response>{string.Concat(steps)}</Response>";

    internal static string Listen(string? say, string language, string action) =>
        $"<Gather input=\"speech dtmf\" action=\"{Escape(action)}\" language=\"{Escape(language)}\" speechTimeout=\"auto\">{(say is null ? "" : Say(say, language))}</Gather>";

    internal static string Say(string text, string language) => $"<Say language=\"{Escape(language)}\">{Escape(text)}</Say>";

    internal static string Play(Uri sound) => Element("Play", sound.AbsoluteUri);

    internal static string Redirect(string to) => Element("Redirect", to);

    internal static string HangUp => "<Hangup/>";

    internal static string Record(string action, string callback, int maxSeconds) =>
        $"<Record action=\"{Escape(action)}\" maxLength=\"{maxSeconds}\" playBeep=\"true\" recordingStatusCallback=\"{Escape(callback)}\"/>";

    internal static string Dial(string to, string? action) =>
        $"<Dial{(action is null ? "" : $" action=\"{Escape(action)}\"")}>{(to.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? Element("Sip", to) : Element("Number", to))}</Dial>";

    private static string Element(string name, string text) => $"<{name}>{Escape(text)}</{name}>";

    /// <summary>What XML 1.0 cannot hold at all is left out.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                < 0x20 and not ('\t' or '\n' or '\r') => escaped,
                0xFFFE or 0xFFFF => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
