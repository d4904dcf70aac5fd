namespace OmniFunctions.Channels.QQBot;

/// <summary>Names of the account's settings.</summary>
public static class QQBotSettings
{
    /// <summary>Makes the key that signs, and buys the tokens.</summary>
    public const string BotSecret = "bot_secret";

    public const string AppId = "app_id";

    /// <summary>Where tokens are; of its own beside <c>api_base</c>, as it is another host.</summary>
    public const string TokenBase = "token_base";

    internal const string Platform = "https://api.sgroup.qq.com";

    internal const string TokenPlatform = "https://bots.qq.com";
}
