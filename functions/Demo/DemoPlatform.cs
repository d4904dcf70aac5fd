using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Demo;

/// <summary>Stands in for WeChat and Telegram on this machine while the demo plays: it takes what is sent to the demo's customers, and says that it did.</summary>
public sealed partial class DemoPlatform(Uri address, ILogger logger) : IDisposable
{
    private const int MaxBodyBytes = 1024 * 1024;

    private readonly HttpListener listener = new() { Prefixes = { address.GetLeftPart(UriPartial.Authority) + "/" } };
    private long lastId;

    /// <param name="sent">Told whom something was sent to.</param>
    public async Task RunAsync(Action<string> sent, CancellationToken cancellation)
    {
        try
        {
            listener.Start();
        }
        catch (HttpListenerException e)
        {
            // Somebody else plays the platform there, or the address is taken: the customers write all the same, and react to nothing.
            LogFailed(e);
            return;
        }

        using var stopping = cancellation.Register(listener.Stop);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var context = await listener.GetContextAsync();
                await AnswerAsync(context, sent, cancellation);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or JsonException or IOException)
            {
                if (!cancellation.IsCancellationRequested) LogFailed(e);
            }
        }
    }

    public void Dispose() => listener.Close();

    private async Task AnswerAsync(HttpListenerContext context, Action<string> sent, CancellationToken cancellation)
    {
        using var response = context.Response;
        response.ContentType = "application/json";
        var path = context.Request.Url?.AbsolutePath ?? "";
        using var body = context.Request is { HasEntityBody: true, ContentLength64: <= MaxBodyBytes } request && request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true
            ? await JsonDocument.ParseAsync(request.InputStream, cancellationToken: cancellation)
            : null;
        if (Recipient(body) is { } recipient && !path.EndsWith("sendChatAction", StringComparison.Ordinal)) sent(recipient);
        var answer = path.EndsWith("stable_token", StringComparison.Ordinal)
            ? """{"access_token":"demo-access-token","expires_in":7200}"""
            : path.StartsWith("/bot", StringComparison.Ordinal)
                ? $$$"""{"ok":true,"result":{"message_id":{{{Interlocked.Increment(ref lastId)}}}}}"""
                : """{"errcode":0,"errmsg":"ok"}""";
        await response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer), cancellation);
    }

    private static string? Recipient(JsonDocument? body)
    {
        if (body?.RootElement is not { ValueKind: JsonValueKind.Object } said) return null;
        return said.TryGetProperty("touser", out var user) ? user.GetString() : said.TryGetProperty("chat_id", out var chat) ? chat.ToString() : null;
    }

    [LoggerMessage(LogLevel.Warning, "The demo's platform could not answer.")]
    private partial void LogFailed(Exception exception);
}
