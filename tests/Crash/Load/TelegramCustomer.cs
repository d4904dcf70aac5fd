using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>A customer of Telegram, which lets an agent answer as often as they like: WeChat would take five answers and no more.</summary>
/// <param name="number">Their chat; no two customers of one server share it.</param>
internal sealed class TelegramCustomer(Uri server, int number) : IDisposable
{
    private const int MessagesOfEach = 1_000_000;
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient http = new() { BaseAddress = server };

    public string Sender { get; } = string.Create(CultureInfo.InvariantCulture, $"crash-chat-{number}");

    /// <summary>Delivers a message again and again until it is acknowledged, as the platform does.</summary>
    /// <param name="message">Counted from 1.</param>
    public async Task WriteAsync(int message)
    {
        while (!await TryWriteAsync(message)) await Task.Delay(PauseBeforeRetry);
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> TryWriteAsync(int message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/webhooks/demo/telegram/bot", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                update_id = ((long)number * MessagesOfEach) + message,
                message = new
                {
                    message_id = message,
                    chat = new { id = number, type = "private" },
                    from = new { id = number, is_bot = false, first_name = "Crash" },
                    text = Ledger.Text(Sender, message),
                },
            }),
        };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", DemoSettings.Account("telegram", "bot")["secret_token"]);
        try
        {
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException)
        {
            return false;
        }
    }
}
