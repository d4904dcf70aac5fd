namespace OmniFunctions.Channels.Email;

/// <summary>Names of the accounts' settings, and how they are shown in a form.</summary>
public static class EmailSettings
{
    /// <summary>As <c>user:password</c>, which stand in the address that the mail is posted to.</summary>
    public const string BasicAuth = "basic_auth";

    /// <summary>With which SendGrid signs events: base64 of a SubjectPublicKeyInfo, of the curve P-256. On a mail account they come to its own address.</summary>
    public const string PublicKey = "public_key";

    /// <summary>The same, of an Inbound Parse security policy: then mails are signed as well.</summary>
    public const string ParsePublicKey = "parse_public_key";

    public const string ApiKey = "api_key";

    /// <summary>The address we write from.</summary>
    public const string From = "from";

    public const string FromName = "from_name";

    /// <summary>Seals the ids of our mails, so that an answer to one is told from one that only says so. Absent, it is <see cref="ApiKey"/>, else <see cref="Password"/>.</summary>
    public const string ThreadKey = "thread_key";

    /// <summary><c>on</c>: answers are asked to an address of their own, for programs that lose the ids.</summary>
    public const string PlusReplies = "plus_replies";

    /// <summary>Of a mail that answers none.</summary>
    public const string Subject = "subject";

    /// <summary>The mail server that takes ours: <c>smtps://host</c> (465) or <c>smtp://host:587</c>. Set, mail leaves there and not through SendGrid.</summary>
    public const string SmtpUrl = "smtp_url";

    /// <summary>The mailbox to read: <c>imaps://host</c> (993) or <c>imap://host:143</c>, and a folder behind it where it is not the INBOX.</summary>
    public const string ImapUrl = "imap_url";

    /// <summary>Who signs in at both.</summary>
    public const string User = "mail_user";

    /// <summary>Their password or app password; with an application of Entra ID its client secret.</summary>
    public const string Password = "mail_password";

    internal const string On = "on";

    internal const string Platform = "https://api.sendgrid.com";

    private static readonly AccountSetting Signed = new(ParsePublicKey, Required: false, Secret: false)
    {
        Hint = ("Inbound Parse 安全策略的公钥；填写后还要求签名", "Public key of an Inbound Parse security policy; when set, a signature is asked for as well"),
    };

    private static readonly AccountSetting Posted = new(BasicAuth, Required: true, Secret: true)
    {
        Hint = ("推送地址中的 用户名:密码", "user:password, as in the address that mail is posted to"),
    };

    private static readonly AccountSetting[] Common =
    [
        new(ApiKey, Required: false, Secret: true) { Hint = ("SendGrid API Key（Mail Send 权限）；留空则不能回复", "SendGrid API key (Mail Send); empty = nobody can reply") },
        new(From, Required: false, Secret: false) { Hint = ("发件地址，须已在 SendGrid 验证", "The address to write from, verified with SendGrid") },
        new(FromName, Required: false, Secret: false) { Hint = ("发件人名称", "The name to write under") },
        new(ThreadKey, Required: false, Secret: true) { Hint = ("邮件编号的密钥；不填则用 API Key", "Seals the ids of our mails; by default the API key") },
        new(PlusReplies, Required: false, Secret: false) { Hint = ("回复地址带识别码（需邮箱支持 + 号）", "Answers come to an address with a token (the mailbox must know plus addresses)"), Choices = ["off", On] },
        new(Subject, Required: false, Secret: false) { Hint = ("主动发信的主题", "Subject of a mail that answers none") },
        new(PublicKey, Required: false, Secret: false) { Hint = ("Event Webhook 的公钥；事件请推送到本账号的同一地址", "Public key of the Event Webhook; let the events come to this same address") },
        ReplayWindow.Described,
        new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，默认 https://api.sendgrid.com", "Where the API is; by default https://api.sendgrid.com") },
    ];

    internal static IReadOnlyList<AccountSetting> OfForms { get; } = [Posted, .. Common, Signed];

    internal static IReadOnlyList<AccountSetting> OfMime { get; } =
    [
        Posted with { Required = false, Hint = ("邮件推送到上面的地址时：地址中的 用户名:密码；不填则该地址不接收邮件", "Where mail is posted to the address above: its user:password; empty = nothing is taken in there") },
        .. Common,
        new(SmtpUrl, Required: false, Secret: false) { Needs = [User, Password, From], Schemes = ["smtps", "smtp"], Hint = ("发信服务器，如 smtps://smtp.example.com 或 smtp://smtp.example.com:587；填写后不经 SendGrid", "Server that sends, as smtps://smtp.example.com or smtp://smtp.example.com:587; used instead of SendGrid") },
        new(ImapUrl, Required: false, Secret: false) { Needs = [User, Password], Schemes = ["imaps", "imap"], Hint = ("收信邮箱，如 imaps://imap.example.com 或 imaps://imap.example.com/文件夹", "Mailbox to read, as imaps://imap.example.com or imaps://imap.example.com/Folder") },
        new(User, Required: false, Secret: false) { Hint = ("登录发信和收信服务器的用户名，通常是邮箱地址", "Who signs in at both servers, usually the address") },
        new(Password, Required: false, Secret: true) { Hint = ("密码或授权码；使用 Entra ID 应用时填客户端密码", "Password or app password; with an application of Entra ID its client secret") },
        .. EntraToken.Settings,
    ];

    /// <summary>A whole mail is posted, or fetched from a mailbox, or both.</summary>
    internal static IReadOnlyList<InboundWay> WaysOfMime { get; } = [new("push", [BasicAuth]), new("mailbox", [ImapUrl, User, Password])];

    internal static IReadOnlyList<AccountSetting> OfEvents { get; } =
    [
        new(PublicKey, Required: true, Secret: false) { Hint = ("Event Webhook 签名验证的公钥", "Verification key of the signed Event Webhook") },
        ReplayWindow.Described,
    ];
}
