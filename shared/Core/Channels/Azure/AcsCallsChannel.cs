namespace OmniFunctions.Channels.Azure;

/// <summary>Telephone calls by Azure Communication Services. The README beside this file has the settings.</summary>
public sealed class AcsCallsChannel : IChannel
{
    public string Name => "acs-calls";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = AcsCalls.MaxSpokenLength,
        SenderIds = SenderIds.OfPlatform,
        Sends = [ItemKind.Text, ItemKind.Voice, ItemKind.Postback],
        Settings =
        [
            .. AzureSettings.OfEvents,
            new AccountSetting(AzureSettings.Endpoint, Required: true, Secret: false)
            {
                Hint = ("通信服务资源的终结点，如 https://x.communication.azure.com", "The communication resource's endpoint, as https://x.communication.azure.com"),
            },
            new AccountSetting(AzureSettings.AccessKey, Required: false, Secret: true)
            {
                Hint = ("通信服务资源的访问密钥（Keys）；改用 Entra ID 应用时不填", "An access key of the communication resource (Keys); not with an application of Entra ID"),
            },
            .. EntraToken.Settings,
            new AccountSetting(EntraToken.ClientSecret, Required: false, Secret: true)
            {
                Hint = ("应用注册的客户端密码；填写后以令牌代替访问密钥", "Client secret of the app registration: tokens are used instead of the access key"),
            },
            new AccountSetting(AzureSettings.CallbackUrl, Required: true, Secret: true)
            {
                Hint = ("本账号的公网 Webhook 地址，含 ?code=", "This account's public webhook address with its ?code="),
            },
            new AccountSetting(AzureSettings.ResourceId, Required: false, Secret: false)
            {
                Hint = ("通信服务资源的不可变 ID；填写后还要求通话事件带微软签发的令牌", "The communication resource's immutable id; if set, events of a call must also bear Microsoft's token"),
            },
            new AccountSetting(AzureSettings.KeysUrl, Required: false, Secret: false)
            {
                Hint = ("令牌公钥地址，通常留空", "Where the token's keys are published; usually empty"),
            },
            new AccountSetting(AzureSettings.CognitiveEndpoint, Required: false, Secret: false)
            {
                Hint = ("Azure AI 服务终结点，播报和听写都要它", "Endpoint of the Azure AI service; speaking and listening need it"),
            },
            new AccountSetting(AzureSettings.SpeechLanguage, Required: false, Secret: false)
            {
                Hint = ("语音语言，默认 zh-CN", "Language of speech, zh-CN unless set"),
            },
            new AccountSetting(AzureSettings.VoiceName, Required: false, Secret: false)
            {
                Hint = ("播报的声音，默认 zh-CN-XiaoxiaoNeural", "The voice that speaks, zh-CN-XiaoxiaoNeural unless set"),
            },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => AcsCallToken.Verify(request, account, now);

    public Uri? KeysAddress(ChannelAccount account) => AcsCallToken.KeysAddress(account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => AzureItems.Read(request, payload, account);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => AcsCalls.Compose(message, account, accessToken);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => AcsCalls.Compose(signal, addressee, account, accessToken);

    public HttpDelivery? TokenRequest(ChannelAccount account) => AcsCall.TokenRequest(account);

    public AccessToken? ReadToken(DeliveryResponse response) => EntraToken.Read(response);

    public HttpDelivery? AnswerAtOnce(InboundItem item, ChannelAccount account, string? accessToken, DateTimeOffset now) => AcsCalls.Answer(item, account, accessToken, now);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => AcsCall.Refused(response, now) ?? new DeliveryOutcome.Delivered(null);
}
