using System.Buffers.Text;
using System.Text;

namespace OmniFunctions.Tests.Bench;

/// <summary>Finds in a pushed frame what a scenario looks for, without reading all of it. The summary comes first in a frame, before the entries.</summary>
internal static class Frames
{
    private const int Width = 10;

    /// <summary>The number in the last text of the conversation, which is the message that the frame is about.</summary>
    public static long? MessageOf(ReadOnlySpan<byte> frame)
    {
        var text = frame.IndexOf("\"lastText\":\""u8);
        if (text < 0) return null;
        var rest = frame[text..];
        var number = rest.IndexOf((byte)'[');
        return number >= 0 && rest.Length > number + Width && Utf8Parser.TryParse(rest.Slice(number + 1, Width), out long found, out var read) && read == Width ? found : null;
    }

    /// <param name="phase">Of the conversation, as the API names it.</param>
    public static bool IsIn(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> phase)
    {
        var at = frame.IndexOf("\"phase\":\""u8);
        return at >= 0 && frame[(at + "\"phase\":\"".Length)..].StartsWith(phase);
    }

    public static string ConversationOf(ReadOnlySpan<byte> frame)
    {
        var id = frame[(frame.IndexOf("\"id\":\""u8) + "\"id\":\"".Length)..];
        return Encoding.ASCII.GetString(id[..id.IndexOf((byte)'"')]);
    }
}
