using OmniFunctions.Channels.Alipay;
using OmniFunctions.Channels.Azure;
using OmniFunctions.Channels.DingTalk;
using OmniFunctions.Channels.Doudian;
using OmniFunctions.Channels.Douyin;
using OmniFunctions.Channels.Email;
using OmniFunctions.Channels.Feishu;
using OmniFunctions.Channels.Line;
using OmniFunctions.Channels.Meta;
using OmniFunctions.Channels.QQBot;
using OmniFunctions.Channels.Shopify;
using OmniFunctions.Channels.Slack;
using OmniFunctions.Channels.StandardWebhooks;
using OmniFunctions.Channels.Taobao;
using OmniFunctions.Channels.Teams;
using OmniFunctions.Channels.Telegram;
using OmniFunctions.Channels.Twilio;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Channels.WeCom;
using OmniFunctions.Channels.WeChat;
using OmniFunctions.Channels.WeComKf;
using OmniFunctions.Channels.Weibo;

namespace OmniFunctions.Channels;

/// <summary>Every channel there is, one line each.</summary>
public static class ChannelCatalogue
{
    public static IReadOnlyList<IChannel> All { get; } =
    [
        new AcsCallsChannel(),
        new AcsSmsChannel(),
        new AlipayChannel(),
        new DeviceChannel(),
        new DoudianChannel(),
        new DouyinChannel(),
        new DouyinLiveChannel(),
        new EventGridChannel(),
        new ShopifyChannel(),
        new StandardWebhooksChannel("standard-webhooks", "webhook"),
        new StandardWebhooksChannel("standard-webhooks-svix", "svix"),
        MessagingChannel.Instagram,
        MessagingChannel.Messenger,
        new DingTalkChannel(),
        new FeishuChannel(),
        EmailChannel.Mime,
        EmailChannel.SendGrid,
        new LineChannel(),
        new SendGridEventsChannel(),
        new SlackChannel(),
        new QQBotChannel(),
        new TeamsChannel(),
        new TaobaoChannel(),
        new TelegramChannel(),
        TwilioChannel.Both,
        TwilioChannel.Messages,
        TwilioChannel.Calls,
        new WebChatChannel(),
        new WeChatChannel("wechat-mini", isMiniProgram: true),
        new WeChatChannel("wechat-oa"),
        new WhatsAppChannel(),
        new WeiboChannel(),
        new WeComChannel(),
        new WeComKfChannel(),
    ];

    private static readonly Dictionary<string, IChannel> ByName = All.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <returns>Null when there is no such channel.</returns>
    public static IChannel? Find(string name) => ByName.GetValueOrDefault(name);
}
