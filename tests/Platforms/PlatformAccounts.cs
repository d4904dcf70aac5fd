using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Platforms;

/// <summary>An account of the demo tenant for each platform, with secrets made up for this run or by hand; none of them is one.</summary>
public sealed class PlatformAccounts
{
    public const string Name = "sdk";

    /// <summary>The account of the bridge to telephones, beside the library's own on the same channel.</summary>
    public const string Bridge = "sip";

    /// <summary>The account of the generic channel whose two sides sign by a pair of keys each.</summary>
    public const string Keys = "keys";

    /// <summary>The account whose mail leaves through a mail server and not through SendGrid.</summary>
    public const string MailServer = "server";

    private readonly Dictionary<string, string> settings = [];

    private PlatformAccounts(JsonElement teamsKeys, KeyPair sendGrid, KeyPair alipay, KeyPair theirs, KeyPair ours) =>
        (TeamsKeys, SendGrid, Alipay, Theirs, Ours) = (teamsKeys, sendGrid, alipay, theirs, ours);

    /// <summary>For the server, by configuration key.</summary>
    public IReadOnlyDictionary<string, string> Settings => settings;

    /// <summary>JSON Web Keys, <c>publicKey</c> and <c>privateKey</c>.</summary>
    public JsonElement TeamsKeys { get; }

    public KeyPair SendGrid { get; }

    public KeyPair Alipay { get; }

    /// <summary>Of the other side of <see cref="Keys"/>.</summary>
    public KeyPair Theirs { get; }

    /// <summary>Of our side of <see cref="Keys"/>.</summary>
    public KeyPair Ours { get; }

    /// <summary>Where the bridge takes what is sent to it.</summary>
    public int BridgePort { get; } = ServerProcess.FreePort();

    public string this[string channel, string account, string setting] => settings[Key(channel, account, setting)];

    public static async Task<PlatformAccounts> OfAsync(SdkProgram sdks, RecordedPlatforms platforms)
    {
        var accounts = new PlatformAccounts(await sdks.CallAsync("teams", "keys"), await sdks.CallAsync<KeyPair>("sendgrid", "keys"), await sdks.CallAsync<KeyPair>("alipay", "keys"),
            await sdks.CallAsync<KeyPair>("standardwebhooks", "pairOfKeys"), await sdks.CallAsync<KeyPair>("standardwebhooks", "pairOfKeys"));
        accounts.Add("slack", platforms.AddressOfOurs("slack"), ("signing_secret", "slack-signing-not-a-secret"), ("bot_token", "xoxb-not-a-secret"));
        accounts.Add("line", platforms.AddressOfOurs("line"), ("channel_secret", "line-channel-not-a-secret"), ("channel_access_token", "line-token-not-a-secret"));
        accounts.Add("telegram", platforms.AddressOfOurs("telegram"), ("secret_token", "telegram-word-not-a-secret"), ("bot_token", "100:telegram-not-a-secret"));
        accounts.Add("twilio", platforms.AddressOfOurs("twilio"), ("auth_token", "twilio-token-not-a-secret"), ("account_sid", "AC0123456789abcdef0123456789abcdef"), ("from", "+15017122661"));
        accounts.Add("whatsapp", platforms.AddressOfOurs("whatsapp"), ("app_secret", "meta-app-not-a-secret"), ("verify_token", "meta-word-not-a-secret"), ("access_token", "meta-token-not-a-secret"), ("phone_number_id", "100200300"));
        accounts.Add("messenger", platforms.AddressOfOurs("messenger"), ("app_secret", "page-app-not-a-secret"), ("verify_token", "page-word-not-a-secret"), ("access_token", "page-token-not-a-secret"));
        accounts.Add("wecom", platforms.AddressOfOurs("wecom"), ("token", "wecomword"), ("encoding_aes_key", "d2Vjb213ZWNvbXdlY29td2Vjb213ZWNvbXdlY29td2U"), ("receive_id", "ww0123456789abcdef"), ("corp_secret", "wecom-not-a-secret"), ("agent_id", "1000002"));
        accounts.Add("dingtalk", platforms.AddressOfOurs("dingtalk"), ("token", "dingword"), ("encoding_aes_key", "ZGluZ2RpbmdkaW5nZGluZ2RpbmdkaW5nZGluZ2Rpbmc"), ("owner_key", "ding0123456789abcdef"), ("app_secret", "ding-not-a-secret"), ("robot_code", "ding-robot"));
        accounts.Add("wechat-oa", platforms.AddressOfOurs("wechat"), ("token", "wechatword"), ("encoding_aes_key", "d2VjaGF0d2VjaGF0d2VjaGF0d2VjaGF0d2VjaGF0d2U"), ("app_id", "wx0123456789abcdef"), ("app_secret", "wechat-not-a-secret"), ("mode", "safe"), ("passive_reply", "收到，马上回复 & thanks"));
        accounts.Add("teams-botframework", platforms.AddressOfOurs("teams"), ("app_id", "11111111-2222-4333-8444-555555555555"), ("app_password", "teams-not-a-secret"), ("login_base", platforms.AddressOfOurs("teams")),
            ("openid_metadata", JsonSerializer.Serialize(new { issuer = "https://api.botframework.com", jwks = new { keys = new[] { accounts.TeamsKeys.GetProperty("publicKey") } } })));
        accounts.Add("feishu", platforms.AddressOfOurs("feishu"), ("encrypt_key", "feishu-key-not-a-secret"), ("verification_token", "feishu-word-not-a-secret"), ("app_id", "cli_0123456789"), ("app_secret", "feishu-not-a-secret"));
        accounts.Add("qqbot", platforms.AddressOfOurs("qqbot"), ("bot_secret", "qqbot-not-a-secret"), ("app_id", "102000001"), ("token_base", platforms.AddressOfOurs("qqbot")));
        accounts.Add("standard-webhooks", platforms.AddressOfOurs("webhooks"), ("secret", "whsec_c3RhbmRhcmQtd2ViaG9va3Mtbm90LWEtc2VjcmV0"), ("target_url", platforms.AddressOfOurs("webhooks")));
        accounts.Add("standard-webhooks-svix", platforms.AddressOfOurs("svix"), ("secret", "whsec_c3ZpeC13ZWJob29rcy1ub3QtYS1zZWNyZXQtMDAx"), ("target_url", platforms.AddressOfOurs("svix")));
        accounts.Add("shopify", null, ("api_secret", "shopify-not-a-secret"), ("shop_domain", "omni-demo.myshopify.com"));
        accounts.Add("alipay", platforms.AddressOfOurs("alipay"), ("alipay_public_key", accounts.Alipay.PublicKey), ("app_private_key", accounts.Alipay.PrivateKey), ("app_id", "2021000000000001"));
        accounts.Add("acs-sms", platforms.AddressOfOurs("acs"), ("query_code", "acs-code-not-a-secret"), ("endpoint", platforms.AddressOfOurs("acs")), ("access_key", "YWNzLWFjY2Vzcy1rZXktbm90LWEtc2VjcmV0LTAwMDE="), ("from", "+15017122661"));
        accounts.Add("acs-calls", platforms.AddressOfOurs("acs-calls"), ("query_code", "call-code-not-a-secret"), ("endpoint", platforms.AddressOfOurs("acs-calls")), ("access_key", "YWNzLWFjY2Vzcy1rZXktbm90LWEtc2VjcmV0LTAwMDE="),
            ("callback_url", "https://omni.example/webhooks/demo/acs-calls/sdk?code=call-code-not-a-secret"), ("cognitive_endpoint", "https://omni.cognitiveservices.azure.com/"));
        accounts.Add("email-mime", platforms.AddressOfOurs("sendgrid"), ("basic_auth", "mail:mail-not-a-secret"), ("api_key", "SG.not-a-secret"), ("from", "support@omni.example"), ("from_name", "客服 Support"), ("public_key", accounts.SendGrid.PublicKey));
        var (mailUser, mailPassword) = ("box", "mailbox-not-a-secret");
        accounts.AddTo(MailServer, "email-mime", ("basic_auth", "mail:mail-not-a-secret"), ("from", "support@omni.example"), ("from_name", "客服 Support"),
            ("smtp_url", $"smtp://127.0.0.1:{await sdks.CallAsync<int>("mailserver", "start", new { user = mailUser, password = mailPassword })}"), ("mail_user", mailUser), ("mail_password", mailPassword));
        accounts.AddBridge("standard-webhooks");
        accounts.AddTo(Keys, "standard-webhooks", ("secret", accounts.Theirs.PublicKey), ("signing_secret", accounts.Ours.PrivateKey), ("target_url", platforms.AddressOfOurs("keys")), ("api_base", platforms.AddressOfOurs("keys")));
        return accounts;
    }

    private void Add(string channel, string? platform, params (string Name, string Value)[] own)
    {
        AddTo(Name, channel, own);
        if (platform is not null) settings[Key(channel, Name, "api_base")] = platform;
    }

    private void AddTo(string account, string channel, params (string Name, string Value)[] own)
    {
        foreach (var (name, value) in own) settings[Key(channel, account, name)] = value;
    }

    private void AddBridge(string channel)
    {
        settings[Key(channel, Bridge, "secret")] = this[channel, Name, "secret"];
        settings[Key(channel, Bridge, "target_url")] = settings[Key(channel, Bridge, "api_base")] = $"http://127.0.0.1:{BridgePort}";
    }

    private static string Key(string channel, string account, string setting) => $"Omni:Accounts:demo:{channel}:{account}:{setting}";

    /// <summary>As the library writes them; base64 of DER, if nothing else is said.</summary>
    public sealed record KeyPair(string PublicKey, string PrivateKey);
}
