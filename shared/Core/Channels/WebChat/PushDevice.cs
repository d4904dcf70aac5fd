namespace OmniFunctions.Channels.WebChat;

/// <summary>A phone or tablet of a visitor on which the company's own app shows pushes.</summary>
/// <param name="Device">The app's name for it, the same for as long as it is installed: 1 to 64 of <c>A-Za-z0-9_-</c>.</param>
/// <param name="Service">By which the company reaches it, as <c>apns</c>, <c>fcm</c>, <c>hms</c>: 1 to 32 of <c>a-z0-9-</c>. It means nothing here.</param>
/// <param name="Token">What that service calls it.</param>
/// <param name="Language">BCP 47, in which it is to be told; null where the app does not say.</param>
public sealed record PushDevice(string Device, string Service, string Token, string? Language = null)
{
    public const int MaxDeviceLength = 64;
    public const int MaxServiceLength = 32;
    public const int MaxTokenLength = 4_096;
    public const int MaxLanguageLength = 35;

    /// <summary>Of one visitor; whoever registers another one has the longest not renewed forgotten.</summary>
    public const int MaxDevices = 8;

    public static bool IsDevice(string? text) => text is { Length: > 0 and <= MaxDeviceLength } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    public static bool IsService(string? text) =>
        text is { Length: > 0 and <= MaxServiceLength } && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    public static bool IsToken(string? text) => text is { Length: > 0 and <= MaxTokenLength } && text.All(letter => letter is > ' ' and < (char)127);

    public static bool IsLanguage(string? text) => text is null || (text.Length is > 0 and <= MaxLanguageLength && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'));
}
