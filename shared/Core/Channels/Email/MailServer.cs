namespace OmniFunctions.Channels.Email;

/// <summary>
/// How a call to a mail server is written as a request and its answer read, so that it takes the one way out that every call takes. The egress client knows
/// these addresses by their scheme: <c>smtps</c> and <c>imaps</c> begin in TLS, <c>smtp</c> and <c>imap</c> must go over to it before anything is said,
/// except to this machine.
/// </summary>
public static class MailServer
{
    /// <summary>The method that hands over a mail (RFC 6409); the body is the mail as it travels.</summary>
    public const string Submit = "SUBMIT";

    /// <summary>The method that reads a folder on from a cursor (RFC 9051); the path is the folder's name, INBOX where there is none.</summary>
    public const string Read = "READ";

    /// <summary>The method that signs in and, of a mailbox, looks into its folder, and leaves again: nothing is sent and nothing changed.</summary>
    public const string Try = "TRY";

    /// <summary>Of a request: who signs in.</summary>
    public const string User = "user";

    public const string Password = "password";

    /// <summary>Of a request: in the place of a password.</summary>
    public const string Token = "token";

    /// <summary>Of a request: the envelope's path back.</summary>
    public const string Sender = "from";

    /// <summary>Of a request: the envelope's one recipient.</summary>
    public const string Recipient = "to";

    /// <summary>Of a request, where reading goes on, absent at the very beginning; and of its answer, where it goes on then. See <see cref="MailboxCursor"/>.</summary>
    public const string Cursor = "cursor";

    /// <summary>Of an answer of a folder: there is more than one page holds.</summary>
    public const string HasMore = "more";

    /// <summary>
    /// Of an answer of submission: what was refused, <see cref="AtSignIn"/>, <see cref="AtSender"/>, <see cref="AtRecipient"/> or <see cref="AtMessage"/>. The status is the server's own.
    /// Of a trial that failed: how far it got, <see cref="AtName"/>, <see cref="AtConnection"/>, <see cref="AtTls"/>, <see cref="AtSignIn"/> or <see cref="AtFolder"/>.
    /// </summary>
    public const string Stage = "stage";

    public const string AtName = "name";
    public const string AtConnection = "connection";
    public const string AtTls = "tls";
    public const string AtFolder = "folder";

    public const string AtSignIn = "sign-in";
    public const string AtSender = "sender";
    public const string AtRecipient = "recipient";
    public const string AtMessage = "message";

    /// <summary>Of an answer of submission: the mail's own id, by which the server's people find it.</summary>
    public const string MessageId = "message-id";

    public static bool IsOne(Uri address) => address.Scheme is "smtp" or "smtps" or "imap" or "imaps";

    /// <returns>Null when the account names none, or something else than a server of this protocol.</returns>
    internal static Uri? Of(ChannelAccount account, string setting, string protocol) =>
        Uri.TryCreate(account.Setting(setting), UriKind.Absolute, out var address)
        && (address.Scheme == protocol || address.Scheme == protocol + "s")
        && address.Host.Length > 0
        && address.UserInfo.Length == 0
            ? address
            : null;

    /// <returns>Null when nobody could sign in with it.</returns>
    internal static Dictionary<string, string>? SignIn(ChannelAccount account, string? accessToken)
    {
        if (account.Setting(EmailSettings.User) is not { } user || account.Setting(EmailSettings.Password) is not { } password)
        {
            return null;
        }

        // With an application of Entra ID the password buys tokens, and is none to a mail server.
        return EntraToken.IsWanted(account)
            ? accessToken is null ? null : new() { [User] = user, [Token] = accessToken }
            : new() { [User] = user, [Password] = password };
    }

    internal static IReadOnlyList<Trial> Trials(ChannelAccount account, string? accessToken) => SignIn(account, accessToken) is not { } words ? [] :
    [
        .. new[] { (Protocol: "smtp", Setting: EmailSettings.SmtpUrl), (Protocol: "imap", Setting: EmailSettings.ImapUrl) }
            .Select(server => (server.Protocol, Address: Of(account, server.Setting, server.Protocol)))
            .Where(server => server.Address is not null)
            .Select(server => new Trial(server.Protocol, new HttpDelivery(Try, server.Address!, null, default) { Headers = words })),
    ];

    internal static TrialFault? ReadTrial(DeliveryResponse response) => response.Status == 200 ? null : response.Headers.GetValueOrDefault(Stage) switch
    {
        AtName => TrialFault.NameUnknown,
        AtTls => TrialFault.TlsFailed,
        AtSignIn => TrialFault.SignInRefused,
        AtFolder => TrialFault.FolderUnknown,
        _ => TrialFault.Unreachable,
    };

    /// <summary>Where the provider has given up passwords, as Microsoft has.</summary>
    internal static HttpDelivery? TokenRequest(ChannelAccount account) => EntraToken.Request(account, account.Setting(EmailSettings.Password), MicrosoftScope);

    private const string MicrosoftScope = "https://outlook.office365.com/.default";
}
