using System.Globalization;

namespace OmniFunctions.Channels.Email;

/// <summary>Where reading a folder goes on: after a mail's number, as long as the numbers mean what they meant.</summary>
/// <param name="Validity">UIDVALIDITY: with another one the server has numbered its mails anew.</param>
/// <param name="Uid">Of the last mail that was kept.</param>
/// <param name="SeenUntil">When the last mail that was kept came in; from a day before it on, mails are read again when they were numbered anew. Those known already are dropped by their ids.</param>
public sealed record MailboxCursor(uint Validity, uint Uid, DateTimeOffset SeenUntil)
{
    /// <returns>Null where it is none, or none yet.</returns>
    public static MailboxCursor? Read(string? text)
    {
        return text?.Split('.') is [var validity, var uid, var seconds]
            && uint.TryParse(validity, NumberStyles.None, CultureInfo.InvariantCulture, out var valid)
            && uint.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            && UnixTime.FromSeconds(until) is { } at
                ? new MailboxCursor(valid, last, at)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Validity}.{Uid}.{SeenUntil.ToUnixTimeSeconds()}");
}
