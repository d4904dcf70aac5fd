using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Tests.Platforms;

/// <summary>
/// The send APIs of all platforms, as far as they answer. Ours and the vendor's own library are sent to addresses of their own, so that what the one
/// sends can be compared with what the other does.
/// </summary>
public sealed class RecordedPlatforms : IAsyncDisposable
{
    private const string Ours = "ours";
    private const string Library = "library";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly WebApplication application;
    private readonly ConcurrentQueue<RecordedRequest> received = new();
    private long lastId;

    private RecordedPlatforms(WebApplication application) => this.application = application;

    public static async Task<RecordedPlatforms> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var platforms = new RecordedPlatforms(builder.Build());
        platforms.application.Run(platforms.AnswerAsync);
        await platforms.application.StartAsync();
        return platforms;
    }

    /// <summary>For a client that takes no path in it.</summary>
    public string Address => application.Urls.First();

    /// <summary>What the channels are given in the place of the platform.</summary>
    public string AddressOfOurs(string platform) => $"{Address}/{Ours}/{platform}";

    /// <summary>What the vendor's library is given in the place of the platform.</summary>
    public string AddressOfLibrary(string platform) => $"{Address}/{Library}/{platform}";

    /// <summary>What our channel sent to a platform with this in it.</summary>
    public Task<RecordedRequest> OursAsync(string platform, string text) => FindAsync(Ours, platform, text);

    /// <summary>What the vendor's library sent to a platform with this in it.</summary>
    public Task<RecordedRequest> LibrarysAsync(string platform, string text) => FindAsync(Library, platform, text);

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task<RecordedRequest> FindAsync(string sender, string platform, string text)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (received.FirstOrDefault(request => request.Sender == sender && request.Platform == platform && request.Says(text)) is { } found) return found;
            Assert.True(waited.Elapsed < Patience, $"Nothing with '{text}' was sent to {platform}. What was: {string.Join("; ", received.Where(request => request.Sender == sender))}");
            await Task.Delay(20);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = PlacedOf(context.Request.Path.Value!).Split('/', 4);
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new RecordedRequest(
            Interlocked.Increment(ref lastId).ToString(CultureInfo.InvariantCulture),
            context.Request.Method,
            path[1],
            path[2],
            path.ElementAtOrDefault(3) ?? "",
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        received.Enqueue(request);
        if (request.Platform == "sendgrid") context.Response.Headers["X-Message-Id"] = request.Id;
        context.Response.StatusCode = StatusOf(request);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(AnswerOf(request));
    }

    /// <summary>The clients of LINE and DingTalk take a host, and no path; nor does the place where our channel for QQ asks for its token.</summary>
    private static string PlacedOf(string path) =>
        path.StartsWith("/v2/bot/", StringComparison.Ordinal) ? $"/{Library}/line{path}"
        : path.StartsWith("/v1.0/", StringComparison.Ordinal) ? $"/{Library}/dingtalk{path}"
        : path.StartsWith("/app/", StringComparison.Ordinal) ? $"/{Ours}/qqbot{path}"
        : path;

    private static int StatusOf(RecordedRequest request) => request.Platform switch
    {
        "acs-calls" when !request.Path.EndsWith(":answer", StringComparison.Ordinal) => StatusCodes.Status202Accepted,
        "sendgrid" or "acs" => StatusCodes.Status202Accepted,
        "twilio" => StatusCodes.Status201Created,
        _ => StatusCodes.Status200OK,
    };

    private static string AnswerOf(RecordedRequest request) => request.Platform switch
    {
        "slack" => $$"""{"ok":true,"ts":"1763640000.{{request.Id}}","channel":"D1"}""",
        "line" => $$"""{"sentMessages":[{"id":"{{request.Id}}","quoteToken":"q"}]}""",
        "telegram" => $$"""{"ok":true,"result":{"message_id":{{request.Id}},"chat":{"id":1,"type":"private"},"date":1763640000} }""",
        "twilio" => $$"""{"sid":"SM{{request.Id}}","status":"queued"}""",
        "wecom" when request.Path.EndsWith("gettoken", StringComparison.Ordinal) => """{"errcode":0,"errmsg":"ok","access_token":"token-not-a-secret","expires_in":7200}""",
        "wecom" => $$"""{"errcode":0,"errmsg":"ok","msgid":"{{request.Id}}"}""",
        "dingtalk" when request.Path.EndsWith("accessToken", StringComparison.Ordinal) => """{"accessToken":"token-not-a-secret","expireIn":7200}""",
        "dingtalk" => $$"""{"processQueryKey":"{{request.Id}}"}""",
        "wechat" when request.Path.EndsWith("token", StringComparison.Ordinal) => """{"access_token":"token-not-a-secret","expires_in":7200}""",
        "wechat" => """{"errcode":0,"errmsg":"ok"}""",
        "messenger" => $$"""{"recipient_id":"1","message_id":"m_{{request.Id}}"}""",
        "teams" when request.Path.EndsWith("token", StringComparison.Ordinal) => """{"token_type":"Bearer","access_token":"token-not-a-secret","expires_in":3600}""",
        "whatsapp" => $$"""{"messaging_product":"whatsapp","messages":[{"id":"wamid.{{request.Id}}"}]}""",
        "feishu" when request.Path.Contains("tenant_access_token", StringComparison.Ordinal) => """{"code":0,"msg":"ok","tenant_access_token":"token-not-a-secret","expire":7200}""",
        "feishu" => $$$"""{"code":0,"msg":"ok","data":{"message_id":"om_{{{request.Id}}}"}}""",
        "acs" => $$"""{"value":[{"to":"+15558675310","messageId":"sms-{{request.Id}}","httpStatusCode":202,"successful":true}]}""",
        "acs-calls" => """{"callConnectionId":"call","serverCallId":"server"}""",
        "qqbot" when request.Path.EndsWith("getAppAccessToken", StringComparison.Ordinal) => """{"access_token":"token-not-a-secret","expires_in":"7200"}""",
        "alipay" => """{"alipay_trade_query_response":{"code":"10000","msg":"Success","out_trade_no":"order-1","trade_no":"2026","total_amount":"59.90","trade_status":"TRADE_SUCCESS"},"sign":"x"}""",
        _ => $$"""{"id":"{{request.Id}}"}""",
    };
}
