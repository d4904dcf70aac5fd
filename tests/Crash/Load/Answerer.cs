using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>An agent who answers all they hold, each reply with an id of its own and again until it is acknowledged.</summary>
/// <param name="closesEvery">Closes the conversation after every so many replies, so that others get their turn; 0 never does.</param>
internal sealed class Answerer(Uri server, Ledger ledger, int closesEvery = 0)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(50);

    public async Task AnswerAsync(CancellationToken over)
    {
        DeskClient? desk = null;
        (string Conversation, string MessageId)? pending = null;
        var number = 0;
        while (!over.IsCancellationRequested || pending is not null)
        {
            try
            {
                desk ??= await SignInAsync();
                if (pending is null)
                {
                    var mine = await desk.ListAsync("mine");
                    if (mine.Count > 0)
                    {
                        var conversation = mine[number % mine.Count].GetProperty("id").GetString()!;
                        pending = (conversation, string.Create(CultureInfo.InvariantCulture, $"reply-{++number}"));
                    }
                }

                if (pending is { } reply)
                {
                    await desk.ReplyAsync(reply.Conversation, reply.MessageId, reply.MessageId);
                    ledger.AcknowledgeReply(reply.MessageId, reply.Conversation);
                    pending = null;
                    if (closesEvery > 0 && number % closesEvery == 0) await desk.CloseAsync(reply.Conversation);
                }

                await Task.Delay(Pause, CancellationToken.None);
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
            {
                // The offer ended meanwhile: that reply was refused, not promised.
                pending = null;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException or JsonException)
            {
                if (e is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
                {
                    desk?.Dispose();
                    desk = null;
                }

                await Task.Delay(PauseBeforeRetry, CancellationToken.None);
            }
        }

        desk?.Dispose();
    }

    private async Task<DeskClient> SignInAsync()
    {
        var desk = await DeskClient.SignInAsync(server, "demo", "li.na", ServerProcess.DemoPassword);
        await desk.SetPresenceAsync("online");
        return desk;
    }
}
