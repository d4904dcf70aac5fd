using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>One customer behind a platform that delivers as WeChat does: signed, one message at a time, and again until it is acknowledged.</summary>
/// <param name="number">Makes the sender's name and its message ids; no two customers of one server share it.</param>
/// <param name="patience">How long the platform waits for an answer before it gives up; WeChat's own when null.</param>
internal sealed class Customer(Uri server, int number, Ledger ledger, TimeSpan? patience = null) : IDisposable
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan WeChatsPatience = TimeSpan.FromSeconds(5);
    private readonly HttpClient http = new() { BaseAddress = server, Timeout = patience ?? WeChatsPatience };

    public string Sender { get; } = string.Create(CultureInfo.InvariantCulture, $"crash-customer-{number}");

    /// <summary>Writes one message after the other until it is over. The last is tried until it is answered, so that the ledger never ends on a maybe.</summary>
    /// <param name="pause">Between an answer and the next message.</param>
    public async Task WriteAsync(TimeSpan pause, CancellationToken over)
    {
        for (var message = 1; !over.IsCancellationRequested; message++)
        {
            while (!await TryPostAsync(message))
            {
                if (over.IsCancellationRequested) return;
                await Task.Delay(PauseBeforeRetry, CancellationToken.None);
            }

            ledger.AcknowledgeMessage(Sender, message);
            if (pause > TimeSpan.Zero) await Task.Delay(pause, CancellationToken.None);
        }
    }

    public async Task<bool> TryPostAsync(int message) => await PostAsync(message) is { } status && (int)status is >= 200 and < 300;

    /// <returns>The status, or null when the connection broke before there was one.</returns>
    public async Task<HttpStatusCode?> PostAsync(int message)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var id = ((long)number << 40) + message;
        try
        {
            using var content = new StringContent(WeChatSender.TextXml(Sender, id, Ledger.Text(Sender, message), now), Encoding.UTF8, "text/xml");
            var query = DemoSettings.WeChat.PlainQuery(now, id.ToString(CultureInfo.InvariantCulture));
            using var answer = await http.PostAsync(new Uri($"/webhooks/demo/wechat-oa/service?{query}", UriKind.Relative), content);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException)
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();
}
