using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>Customers on the channels that have no page of ours: the platforms' signed webhooks.</summary>
public sealed class Customer(Uri server)
{
    private static long lastId;

    public async Task WriteOnWeChatAsync(string openId, string text)
    {
        var id = Interlocked.Increment(ref lastId);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var query = DemoSettings.WeChat.PlainQuery(now, id.ToString(CultureInfo.InvariantCulture));
        using var content = new StringContent(WeChatSender.TextXml(openId, id, text, now), Encoding.UTF8, "text/xml");
        await PostAsync($"/webhooks/demo/wechat-oa/service?{query}", content);
    }

    public async Task WriteOnTelegramAsync(long chat, string firstName, string text)
    {
        var id = Interlocked.Increment(ref lastId);
        using var content = JsonContent.Create(new
        {
            update_id = id,
            message = new
            {
                message_id = id,
                date = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
                chat = new { id = chat, type = "private" },
                from = new { id = chat, is_bot = false, first_name = firstName },
                text,
            },
        });
        content.Headers.Add("X-Telegram-Bot-Api-Secret-Token", DemoSettings.Account("telegram", "bot")["secret_token"]);
        await PostAsync("/webhooks/demo/telegram/bot", content);
    }

    private async Task PostAsync(string path, HttpContent content)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }
}
