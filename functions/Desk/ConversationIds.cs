namespace OmniFunctions.Desk;

/// <summary>Reads ids out of addresses, where anything may stand.</summary>
internal static class ConversationIds
{
    /// <summary>A person's 27 characters, a hyphen and a number.</summary>
    private const int MaxLength = 48;

    public static ConversationId? Read(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? new ConversationId(text)
            : null;
}
