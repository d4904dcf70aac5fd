using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>
/// Mails that no person wrote: answering them is how two machines write to each other for ever. They are acknowledged and go no further, but for
/// answers of machines to what we wrote: an agent wants to see that somebody is away, and nothing of ours answers it by itself.
/// </summary>
internal static class LoopGuard
{
    /// <summary>Headers that only machines write, whatever they say.</summary>
    private static readonly string[] OfMachines = ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"];

    internal static bool IsFromAMachine(HeaderList headers) =>
        Value(headers, "Auto-Submitted") is { } submitted && !submitted.Split(';')[0].Trim().Equals("no", StringComparison.OrdinalIgnoreCase)
        || Value(headers, "Precedence")?.ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply"
        || Value(headers, "X-Auto-Response-Suppress") is { Length: > 0 } suppressed && !suppressed.Equals("none", StringComparison.OrdinalIgnoreCase)
        // RFC 5321: what a mail system itself writes has no path back.
        || Value(headers, "Return-Path")?.Replace(" ", "", StringComparison.Ordinal) is "<>"
        || IsReport(headers)
        || Array.Exists(OfMachines, name => Value(headers, name) is not null);

    /// <summary>Of what became of a mail, or that it was read: what is to be known of it stands in its parts.</summary>
    internal static bool IsReport(HeaderList headers) => Value(headers, "Content-Type")?.StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>RFC 3834, and how those say it that came before it.</summary>
    internal static bool IsAnAnswer(HeaderList headers) =>
        Value(headers, "Auto-Submitted") is { } submitted && submitted.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
        || "auto_reply".Equals(Value(headers, "Precedence"), StringComparison.OrdinalIgnoreCase)
        || Array.Exists(OfMachines, name => Value(headers, name) is not null);

    /// <summary>From an address of this account, or from the one it is written to.</summary>
    internal static bool IsOurOwn(string sender, string? recipient, ChannelAccount account) =>
        sender == recipient
        || sender.StartsWith("mailer-daemon@", StringComparison.Ordinal)
        || (account.Setting(EmailSettings.From) is { } ours && MailAddress.SplitTag(sender).Address == MailAddress.Fold(ours));

    private static string? Value(HeaderList headers, string name) => headers[name]?.Trim();
}
