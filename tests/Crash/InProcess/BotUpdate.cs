using System.Text.Json;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>A customer's message as Telegram brings it to the bot.</summary>
internal static class BotUpdate
{
    /// <param name="id">Of the message; the same again is the same message.</param>
    public static WebhookRequest Of(long sender, long id, string text)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            update_id = id,
            message = new { message_id = id, date = 1_780_000_000, text, chat = new { id = sender, type = "private" }, from = new { id = sender, is_bot = false, first_name = "Mei" } },
        });
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Telegram-Bot-Api-Secret-Token"] = Workers.BotSecret };
        return new WebhookRequest("POST", "https://omni.example/webhooks/demo/telegram/bot", new Dictionary<string, string>(), headers, body);
    }
}
