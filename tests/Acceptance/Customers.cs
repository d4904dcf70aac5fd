using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>The customers' side: platforms that call webhooks, and visitors on the tenant's page.</summary>
public sealed class Customers(Uri server) : IDisposable
{
    private static long lastMessageId = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public HttpClient Http { get; } = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };

    public static long NextMessageId() => Interlocked.Increment(ref lastMessageId);

    /// <summary>A text no other scenario has said.</summary>
    public static string Unique(string text) => string.Create(CultureInfo.InvariantCulture, $"{text} {NextMessageId()}");

    public static string UniqueOpenId() => string.Create(CultureInfo.InvariantCulture, $"oDemo{NextMessageId()}");

    public async Task<HttpStatusCode> WeChatAsync(string openId, string text, long? messageId = null, bool safe = false)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var xml = WeChatSender.TextXml(openId, messageId ?? NextMessageId(), text, now);
        var (query, body) = safe ? DemoSettings.WeChat.Safe(xml, now, "nonce") : (DemoSettings.WeChat.PlainQuery(now, "nonce"), xml);
        return await PostAsync($"/webhooks/demo/wechat-oa/service?{query}", body, "text/xml");
    }

    public Task<HttpStatusCode> WeChatMiniAsync(string openId, string text)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var (query, body) = DemoSettings.WeChatMini.Safe(WeChatSender.TextXml(openId, NextMessageId(), text, now), now, "nonce");
        return PostAsync($"/webhooks/demo/wechat-mini/shop?{query}", body, "text/xml");
    }

    public Task<HttpStatusCode> TelegramAsync(long chat, string text, string? secret = null, DateTimeOffset? sentAt = null)
    {
        var update = new
        {
            update_id = NextMessageId(),
            message = new
            {
                message_id = NextMessageId(),
                date = (sentAt ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds(),
                chat = new { id = chat, type = "private" },
                from = new { id = chat, is_bot = false, first_name = "Ivan" },
                text,
            },
        };
        return PostAsync("/webhooks/demo/telegram/bot", JsonSerializer.Serialize(update), "application/json", headers =>
            headers.Add("X-Telegram-Bot-Api-Secret-Token", secret ?? DemoSettings.Account("telegram", "bot")["secret_token"]));
    }

    public async Task<HttpStatusCode> PostAsync(string path, string body, string contentType, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, contentType),
        };
        headers?.Invoke(request.Headers);
        using var answer = await Http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>A new visitor's token.</summary>
    public async Task<string> VisitAsync()
    {
        using var answer = await Http.PostAsJsonAsync(new Uri("/api/widget/demo/site/session", UriKind.Relative), new { });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").Text("token");
    }

    public Task<HttpResponseMessage> SendAsVisitorAsync(string token, HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Http.SendAsync(request);
    }

    public void Dispose() => Http.Dispose();
}
