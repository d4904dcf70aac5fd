namespace OmniFunctions.Channels.Taobao;

/// <summary>Names of the account's settings.</summary>
public static class TaobaoSettings
{
    public const string AppKey = "app_key";

    public const string AppSecret = "app_secret";

    /// <summary>The session key of a shop's authorisation: orders are looked up by it.</summary>
    public const string Session = "session";

    /// <summary>The group of the message service that is read; absent, none is.</summary>
    public const string MessageGroup = "message_group";
}
