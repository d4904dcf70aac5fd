using System.Security.Cryptography;
using System.Text.Json.Serialization;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>A file in the store, without its content.</summary>
/// <param name="Owner">Whose it is: a conversation's (<see cref="OfConversation"/>) or a customer's on one account (<see cref="OfSender"/>).</param>
/// <param name="Mime">As the content itself shows; what anybody said of it counts for nothing.</param>
/// <param name="Sha256">Lower-case hexadecimal, of the content.</param>
public sealed record StoredFile(string Id, string Owner, string Name, string Mime, long SizeBytes, string Sha256, DateTimeOffset At)
{
    /// <summary>Bytes of one file, wherever it comes from.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;

    private const int MaxNameLength = 200;
    private const int IdBytes = 16;

    public static string OfConversation(ConversationId conversation) => "c:" + conversation.Value;

    public static string OfSender(AccountKey account, string sender) => "s:" + PersonKeys.Identity(account, sender);

    /// <summary>The id of a file that a customer sent: the same for the same message, so that fetching it twice stores one.</summary>
    /// <param name="index">0 for the medium of the message, 1 and more for attachments.</param>
    public static string IdOf(string messageKey, int index) => "m" + Digest.Of("file", messageKey, index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal static string NewId() => "u" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>It belongs to a conversation, or to a customer who writes in it.</summary>
    public bool IsOf(ConversationState state) => Owner == OfConversation(state.Id) || state.Legs.Exists(leg => Owner == OfSender(leg.Account, leg.Sender));

    [JsonIgnore]
    public bool IsPicture => Mime is "image/jpeg" or "image/png" or "image/gif" or "image/webp" or "image/bmp";

    /// <summary>A name without ways out of its folder and without characters that mean something to a shell, a header or a reader's eye.</summary>
    public static string SafeName(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var safe = new string([.. last.Where(letter => !char.IsControl(letter) && letter is not ('"' or '<' or '>' or ':' or '|' or '?' or '*') && !IsDirection(letter)).Take(MaxNameLength)]).Trim(' ', '.');
        return safe.Length == 0 ? "file" : safe;
    }

    /// <summary>Marks that turn the reading direction make <c>exe.gpj</c> look like a picture.</summary>
    private static bool IsDirection(char letter) => letter is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F';
}
