using System.Text.Json;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Runtime.Platforms;

/// <summary>Every send API there is a channel for. The codes are those that the channels' own pages name.</summary>
public static class SendApiTable
{
    private const string Key = "YSBrZXkgZm9yIHRoZSBzcGVjcyBvZiBzZW5kaW5n";

    public static IReadOnlyList<SendApi> All { get; } =
    [
        .. new[] { "wechat-oa", "wechat-mini" }.Select(channel => new SendApi(
            channel,
            Taken: new(200, """{"errcode":0,"errmsg":"ok"}"""),
            Busy: new(200, """{"errcode":45011,"errmsg":"api minute-quota reach limit"}"""),
            Refused: new(200, """{"errcode":45015,"errmsg":"response out of time limit"}"""), DeliveryRefusal.OutsideReplyWindow, "45015",
            TokenRefused: new(200, """{"errcode":42001,"errmsg":"access_token expired"}"""))
        {
            Settings = Of(("token", "t"), ("app_id", "wx1"), ("app_secret", "s")),
            Token = new("/cgi-bin/stable_token", token => $$"""{"access_token":"{{token}}","expires_in":7200}"""),
            BusySeconds = 60,
        }),
        new(
            "wecom",
            Taken: new(200, """{"errcode":0,"errmsg":"ok","invaliduser":"","msgid":"w-1"}"""),
            Busy: new(200, """{"errcode":45009,"errmsg":"reach max api daily quota limit"}"""),
            Refused: new(200, """{"errcode":0,"errmsg":"ok","invaliduser":"u"}"""), DeliveryRefusal.RecipientUnknown, "invaliduser",
            TokenRefused: new(200, """{"errcode":40014,"errmsg":"invalid access_token"}"""))
        {
            Settings = Of(("token", "t"), ("corp_id", "ww1"), ("receive_id", "ww1"), ("corp_secret", "s"), ("agent_id", "1000002")),
            Token = new("/cgi-bin/gettoken", token => $$"""{"errcode":0,"access_token":"{{token}}","expires_in":7200}"""),
            BusySeconds = 60,
            TakenAs = "w-1",
            RecallPath = "/cgi-bin/message/recall",
            TakenBack = new(200, """{"errcode":0,"errmsg":"ok"}"""),
            NotTakenBack = new(200, """{"errcode":48002,"errmsg":"api forbidden"}"""),
        },
        new(
            "wecom-kf",
            Taken: new(200, """{"errcode":0,"errmsg":"ok","msgid":"k-1"}"""),
            Busy: new(200, """{"errcode":45033,"errmsg":"reach concurrency limit"}"""),
            Refused: new(200, """{"errcode":95001,"errmsg":"send msg count limit"}"""), DeliveryRefusal.TooManyMessages, "95001",
            TokenRefused: new(200, """{"errcode":42001,"errmsg":"access_token expired"}"""))
        {
            Settings = Of(("token", "t"), ("corp_id", "ww1"), ("receive_id", "ww1"), ("corp_secret", "s")),
            Token = new("/cgi-bin/gettoken", token => $$"""{"errcode":0,"access_token":"{{token}}","expires_in":7200}"""),
            BusySeconds = 60,
            TakenAs = "k-1",
            SameAs = call => Member(call, "msgid"),
            Conversation = "wk1",
        },
        new(
            "dingtalk",
            Taken: new(200, """{"processQueryKey":"d-1","invalidStaffIdList":[],"flowControlledStaffIdList":[]}"""),
            Busy: new(403, """{"code":"Forbidden.AccessDenied.QpsLimitForAppkeyAndApi","message":"too many"}"""),
            Refused: new(400, """{"code":"staffId.notExisted","message":"no such person"}"""), DeliveryRefusal.RecipientUnknown, "staffId.notExisted",
            TokenRefused: new(401, """{"code":"InvalidAuthentication","message":"token"}"""))
        {
            Settings = Of(("app_key", "ding1"), ("app_secret", "s"), ("upload_base", SendApi.Here)),
            Token = new("/v1.0/oauth2/accessToken", token => $$"""{"accessToken":"{{token}}","expireIn":7200}"""),
            TakenAs = "d-1",
            RecallPath = "/v1.0/robot/otoMessages/batchRecall",
            TakenBack = new(200, """{"successResult":["d-1"],"failedResult":{}}"""),
            NotTakenBack = new(200, """{"successResult":[],"failedResult":{"d-1":"expired"}}"""),
        },
        new(
            "feishu",
            Taken: new(200, """{"code":0,"data":{"message_id":"om_1"}}"""),
            Busy: new(400, """{"code":230020,"msg":"rate limit of the chat"}"""),
            Refused: new(400, """{"code":230013,"msg":"bot has no availability to this user"}"""), DeliveryRefusal.RecipientBlockedUs, "230013",
            TokenRefused: new(400, """{"code":99991663,"msg":"token invalid"}"""))
        {
            Settings = Of(("encrypt_key", "k"), ("app_id", "cli_1"), ("app_secret", "s")),
            Token = new("/open-apis/auth/v3/tenant_access_token/internal", token => $$"""{"code":0,"tenant_access_token":"{{token}}","expire":7200}"""),
            BusySeconds = 2,
            TakenAs = "om_1",
            RecallPath = "/open-apis/im/v1/messages/om_1",
            TakenBack = new(200, """{"code":0,"data":{},"msg":"success"}"""),
            NotTakenBack = new(400, """{"code":230026,"msg":"no permission to recall this message"}"""),
            SameAs = call => Member(call, "uuid"),
        },
        new(
            "qqbot",
            Taken: new(200, """{"id":"q-1","timestamp":1763640000}"""),
            Busy: new(429, """{"code":20028,"message":"channel hit write rate limit"}""", 30),
            Refused: new(400, """{"code":22009,"message":"msg limit exceed"}"""), DeliveryRefusal.TooManyMessages, "22009",
            TokenRefused: new(401, """{"code":11244,"message":"token not exist or expire"}"""))
        {
            Settings = Of(("bot_secret", "s"), ("app_id", "102"), ("token_base", SendApi.Here)),
            Token = new("/app/getAppAccessToken", token => $$"""{"access_token":"{{token}}","expires_in":"7200"}"""),
            TakenAs = "q-1",
            RecallPath = "/messages/q-1",
            TakenBack = new(200, ""),
            NotTakenBack = new(400, """{"code":306006,"message":"message can only be recalled within two minutes"}"""),
        },
        new(
            "weibo",
            Taken: new(200, """{"result":true,"sender_id":1,"receiver_id":2,"message_id":"b-1"}"""),
            Busy: new(400, """{"error_code":10023,"error":"User requests out of rate limit"}"""),
            Refused: new(400, """{"error_code":20306,"error":"blocked"}"""), DeliveryRefusal.RecipientBlockedUs, "20306",
            TokenRefused: new(400, """{"error_code":21327,"error":"expired_token"}"""))
        {
            Settings = Of(("app_secret", "s"), ("access_token", "a-token")),
            BusySeconds = 60,
            TakenAs = "b-1",
            Customer = number => $"{2_000_000 + number}",
        },
        new(
            "douyin",
            Taken: new(200, """{"data":{"error_code":0,"msg_id":"y-1"},"extra":{"error_code":0}}"""),
            Busy: new(200, """{"data":{"error_code":2100009,"description":"too often"}}"""),
            Refused: new(200, """{"data":{"error_code":2190004,"description":"no permission"}}"""), DeliveryRefusal.NotPermitted, "2190004",
            TokenRefused: new(200, """{"data":{"error_code":2190008,"description":"access_token expired"}}"""))
        {
            Settings = Of(("client_key", "k"), ("client_secret", "s"), ("open_id", "shop")),
            Token = new("/oauth/client_token/", token => $$$"""{"data":{"error_code":0,"access_token":"{{{token}}}","expires_in":7200}}"""),
            BusySeconds = 60,
            TakenAs = "y-1",
            Conversation = "c-1",
        },
        new(
            "whatsapp",
            Taken: new(200, """{"messaging_product":"whatsapp","messages":[{"id":"wamid.1"}]}"""),
            Busy: new(429, """{"error":{"code":130429,"message":"Rate limit hit"}}""", 30),
            Refused: new(400, """{"error":{"code":131026,"message":"Message undeliverable"}}"""), DeliveryRefusal.RecipientUnknown, "131026",
            TokenRefused: new(401, """{"error":{"code":190,"message":"Access token has expired"}}"""))
        {
            Settings = Of(("app_secret", "s"), ("verify_token", "v"), ("access_token", "a-token"), ("phone_number_id", "1")),
            TakenAs = "wamid.1",
            Customer = number => $"8613800{number:D6}",
        },
        new(
            "messenger",
            Taken: new(200, """{"recipient_id":"u","message_id":"mid.1"}"""),
            Busy: new(400, """{"error":{"code":613,"message":"Calls to this api have exceeded the rate limit"}}"""),
            Refused: new(400, """{"error":{"code":10,"error_subcode":2018278,"message":"outside of allowed window"}}"""), DeliveryRefusal.OutsideReplyWindow, "10",
            TokenRefused: new(401, """{"error":{"code":190,"message":"Invalid OAuth access token"}}"""))
        {
            Settings = Of(("app_secret", "s"), ("verify_token", "v"), ("access_token", "a-token"), ("page_id", "1")),
            BusySeconds = 60,
            TakenAs = "mid.1",
        },
        new(
            "instagram",
            Taken: new(200, """{"recipient_id":"u","message_id":"mid.2"}"""),
            Busy: new(400, """{"error":{"code":4,"message":"Application request limit reached"}}"""),
            Refused: new(400, """{"error":{"code":551,"message":"This person isn't available right now"}}"""), DeliveryRefusal.RecipientBlockedUs, "551",
            TokenRefused: new(401, """{"error":{"code":190,"message":"Invalid OAuth access token"}}"""))
        {
            Settings = Of(("app_secret", "s"), ("verify_token", "v"), ("access_token", "a-token")),
            BusySeconds = 60,
            TakenAs = "mid.2",
        },
        new(
            "telegram",
            Taken: new(200, """{"ok":true,"result":{"message_id":42}}"""),
            Busy: new(429, """{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":30}}"""),
            Refused: new(403, """{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"""), DeliveryRefusal.RecipientBlockedUs, "403",
            TokenRefused: new(401, """{"ok":false,"error_code":401,"description":"Unauthorized"}"""))
        {
            Settings = Of(("secret_token", "s"), ("bot_token", "1:t")),
            TakenAs = "42",
            RecallPath = "/deleteMessage",
            TakenBack = new(200, """{"ok":true,"result":true}"""),
            NotTakenBack = new(400, """{"ok":false,"error_code":400,"description":"Bad Request: message can't be deleted"}"""),
            Customer = number => $"{70_000 + number}",
        },
        new(
            "line",
            Taken: new(200, """{"sentMessages":[{"id":"l-1"}]}"""),
            Busy: new(429, """{"message":"The API rate limit has been exceeded. Try again later."}""", 30),
            Refused: new(400, """{"message":"Failed to send messages"}"""), DeliveryRefusal.RecipientUnknown, "400",
            TokenRefused: new(401, """{"message":"Authentication failed due to the following reason: invalid token"}"""))
        {
            Settings = Of(("channel_secret", "s"), ("channel_id", "1")),
            Token = new("/oauth2/v3/token", token => $$"""{"access_token":"{{token}}","expires_in":900,"token_type":"Bearer"}"""),
            TakenAs = "l-1",
        },
        new(
            "slack",
            Taken: new(200, """{"ok":true,"ts":"1763640000.000100"}"""),
            Busy: new(429, """{"ok":false,"error":"ratelimited"}""", 30),
            Refused: new(200, """{"ok":false,"error":"channel_not_found"}"""), DeliveryRefusal.RecipientUnknown, "channel_not_found",
            TokenRefused: new(200, """{"ok":false,"error":"token_revoked"}"""))
        {
            Settings = Of(("signing_secret", "s"), ("bot_token", "xoxb-1")),
            TakenAs = "1763640000.000100",
            RecallPath = "/chat.delete",
            TakenBack = new(200, """{"ok":true,"channel":"D1","ts":"1763640000.000100"}"""),
            NotTakenBack = new(200, """{"ok":false,"error":"cant_delete_message"}"""),
            Conversation = "D1",
        },
        new(
            "teams-botframework",
            Taken: new(201, """{"id":"t-1"}"""),
            Busy: new(429, """{"error":{"code":"TooManyRequests"}}""", 30),
            Refused: new(403, """{"error":{"code":"MessageWritesBlocked"}}"""), DeliveryRefusal.RecipientBlockedUs, "MessageWritesBlocked",
            TokenRefused: new(401, """{"message":"Authorization has been denied for this request."}"""))
        {
            Settings = Of(("app_id", "a"), ("app_password", "p"), ("login_base", SendApi.Here), ("service_url", SendApi.Here)),
            Token = new("/oauth2/v2.0/token", token => $$"""{"access_token":"{{token}}","expires_in":3599,"token_type":"Bearer"}"""),
            TakenAs = "t-1",
            RecallPath = "/v3/conversations/a%3A1/activities/t-1",
            TakenBack = new(200, ""),
            NotTakenBack = new(403, """{"error":{"code":"BadSyntax","message":"not your message"}}"""),
            Conversation = "a:1",
        },
        .. new[] { "twilio", "twilio-sms" }.Select(channel => new SendApi(
            channel,
            Taken: new(201, """{"sid":"SM1","status":"queued"}"""),
            Busy: new(429, """{"code":20429,"message":"Too Many Requests"}""", 30),
            Refused: new(400, """{"code":21610,"message":"Attempt to send to unsubscribed recipient"}"""), DeliveryRefusal.RecipientBlockedUs, "21610",
            TokenRefused: new(401, """{"code":20003,"message":"Authenticate"}"""))
        {
            Settings = Of(("account_sid", "AC1"), ("auth_token", "s"), ("from", "+15550001")),
            TakenAs = "SM1",
            Customer = number => $"+1604{(channel == "twilio" ? 1 : 2)}{number:D6}",
        }),
        new(
            "twilio-voice",
            Taken: new(200, """{"sid":"CA1","status":"in-progress"}"""),
            Busy: new(429, """{"code":20429,"message":"Too Many Requests"}""", 30),
            Refused: new(400, """{"code":21220,"message":"Call is not in-progress"}"""), DeliveryRefusal.RecipientUnknown, "21220",
            TokenRefused: new(401, """{"code":20003,"message":"Authenticate"}"""))
        {
            Settings = Of(("account_sid", "AC1"), ("auth_token", "s"), ("from", "+15550001")),
            TakenAs = "CA1",
            Customer = number => $"+16043{number:D6}",
            Conversation = "CA1",
        },
        new(
            "acs-sms",
            Taken: new(202, """{"value":[{"to":"+1","messageId":"a-1","httpStatusCode":202,"successful":true}]}"""),
            Busy: new(429, """{"error":{"code":"TooManyRequests"}}""", 30),
            Refused: new(202, """{"value":[{"to":"+1","httpStatusCode":400,"successful":false}]}"""), DeliveryRefusal.RecipientUnknown, "400",
            TokenRefused: new(401, """{"error":{"code":"Denied"}}"""))
        {
            Settings = Of(("query_code", "c"), ("endpoint", SendApi.Here), ("access_key", Key), ("from", "+15550001")),
            TakenAs = "a-1",
            Customer = number => $"+16044{number:D6}",
        },
        new(
            "acs-calls",
            Taken: new(202, ""),
            Busy: new(429, """{"error":{"code":"TooManyRequests"}}""", 30),
            Refused: new(404, """{"error":{"code":"8522","message":"Call not found"}}"""), DeliveryRefusal.RecipientUnknown, "8522",
            TokenRefused: new(401, """{"error":{"code":"Denied"}}"""))
        {
            Settings = Of(("query_code", "c"), ("endpoint", SendApi.Here), ("access_key", Key), ("callback_url", "https://omni.example/webhooks/demo/acs-calls/line?code=c")),
            Customer = number => $"+16045{number:D6}",
            Conversation = "call-1",
        },
        new(
            "mqtt-iot",
            Taken: new(200, """{"status":200,"payload":{}}"""),
            Busy: new(429, """{"errorCode":429001}""", 30),
            Refused: new(404, """{"errorCode":404103,"message":"device not online"}"""), DeliveryRefusal.RecipientUnknown, "404",
            TokenRefused: new(401, """{"errorCode":401002}"""))
        {
            Settings = Of(("query_code", "c"), ("hub_host", "x.azure-devices.net"), ("hub_policy", "service"), ("hub_key", Key)),
        },
        .. new[] { ("standard-webhooks", "webhook-id"), ("standard-webhooks-svix", "svix-id") }.Select(one => new SendApi(
            one.Item1,
            Taken: new(204, ""),
            Busy: new(429, "", 30),
            Refused: new(410, ""), DeliveryRefusal.NotPermitted, "410",
            TokenRefused: new(401, ""))
        {
            Settings = Of(("secret", "whsec_" + Key), ("target_url", SendApi.Here + "hook")),
            SameAs = call => call.Headers.GetValueOrDefault(one.Item2),
        }),
        .. new[] { "email-mime", "email-sendgrid-inbound" }.Select(channel => new SendApi(
            channel,
            Taken: new(202, "") { Headers = new Dictionary<string, string> { ["X-Message-Id"] = "sg-1" } },
            Busy: new(429, """{"errors":[{"message":"too many requests"}]}""", 30),
            Refused: new(400, """{"errors":[{"message":"invalid","field":"personalizations.0.to.0.email"}]}"""), DeliveryRefusal.RecipientUnknown, "personalizations.0.to.0.email",
            TokenRefused: new(401, """{"errors":[{"message":"authorization required"}]}"""))
        {
            Settings = Of(("basic_auth", "u:p"), ("api_key", "SG.1"), ("from", "care@shop.example")),
            TakenAs = "sg-1",
            Customer = number => $"{channel}-{number}@customer.example",
        }),
    ];

    private static Dictionary<string, string> Of(params (string Name, string Value)[] settings) => settings.ToDictionary(setting => setting.Name, setting => setting.Value);

    private static string? Member(PlatformCall call, string name)
    {
        using var body = JsonDocument.Parse(call.Body);
        return body.RootElement.GetProperty(name).GetString();
    }
}
