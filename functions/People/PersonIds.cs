namespace OmniFunctions.People;

/// <summary>Reads ids out of addresses, where anything may stand.</summary>
internal static class PersonIds
{
    private const int MaxLength = 40;

    public static PersonId? Read(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)) ? new PersonId(text) : null;
}
