using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash;

/// <summary>
/// Kills a real server under load, again and again, on one data folder. Customers write through signed WeChat webhooks,
/// an agent answers, a fake platform receives; in the end everything that was acknowledged must be there, once and in order.
/// </summary>
/// <param name="progress">Where to say how far it has come; null for standard output.</param>
internal sealed class CrashRun(int cycles, int seed, TextWriter? progress = null)
{
    private const int Senders = 16;
    private const int MinLifeMs = 300;
    private const int MaxLifeMs = 1500;
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(60);
    private readonly Ledger ledger = new();
    private readonly Random random = new(seed);
    private readonly WeChatSender platform = DemoSettings.WeChat;

    public async Task<Verdict> RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var customers = await FakePlatform.StartAsync();
        var port = ServerProcess.FreePort();
        using var over = new CancellationTokenSource();
        var address = new Uri($"http://127.0.0.1:{port}");
        var server = await ServerProcess.StartAsync(folder.Path, customers.Settings, port);
        var load = Enumerable.Range(1, Senders).Select(n => WriteAsync(address, $"crash-customer-{n}", over.Token))
            .Append(AnswerAsync(address, over.Token)).ToArray();
        try
        {
            for (var cycle = 1; cycle <= cycles; cycle++)
            {
                await Task.Delay(random.Next(MinLifeMs, MaxLifeMs));
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(folder.Path, customers.Settings, port);
                if (cycle % 10 == 0) (progress ?? Console.Out).WriteLine(string.Create(CultureInfo.InvariantCulture, $"cycle {cycle} of {cycles}, acknowledged so far {ledger.Count}"));
            }

            await Task.Delay(MaxLifeMs);
            await over.CancelAsync();
            await Task.WhenAll(load);
            (progress ?? Console.Out).WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{cycles} kills; acknowledged {ledger.Messages.Values.Sum()} messages and {ledger.Replies.Count} replies; {customers.Received.Count} answers had reached the platform"));
            return await new Audit(ledger, customers.Received).RunAsync(address, SettleTime);
        }
        catch
        {
            Console.Error.WriteLine(server.Output);
            throw;
        }
        finally
        {
            await over.CancelAsync();
            await server.DisposeAsync();
        }
    }

    /// <summary>One customer: the next message only once the last was acknowledged, as the platform itself delivers them.</summary>
    private async Task WriteAsync(Uri address, string sender, CancellationToken over)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        for (var number = 1; !over.IsCancellationRequested; number++)
        {
            while (!await TryPostAsync(http, sender, number))
            {
                // The last message is tried until it is answered, so that the ledger never ends on a maybe.
                if (over.IsCancellationRequested) return;
                await Task.Delay(20, CancellationToken.None);
            }

            ledger.AcknowledgeMessage(sender, number);
        }
    }

    private async Task<bool> TryPostAsync(HttpClient http, string sender, int number)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var id = (long.Parse(sender.AsSpan(sender.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture) << 40) + number;
        try
        {
            using var content = new StringContent(WeChatSender.TextXml(sender, id, Audit.Text(sender, number), now), Encoding.UTF8, "text/xml");
            using var answer = await http.PostAsync(new Uri($"/webhooks/demo/wechat-oa/service?{platform.PlainQuery(now, "crash")}", UriKind.Relative), content);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>An agent who accepts what is offered and answers all they hold, each reply with an id of its own and again until it is acknowledged.</summary>
    private async Task AnswerAsync(Uri address, CancellationToken over)
    {
        DeskClient? desk = null;
        (string Conversation, string MessageId)? pending = null;
        var number = 0;
        while (!over.IsCancellationRequested || pending is not null)
        {
            try
            {
                desk ??= await SignInAsync(address);
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
                }

                await Task.Delay(10, CancellationToken.None);
            }
            catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
            {
                // The offer ended meanwhile: that reply was refused, not promised.
                pending = null;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
            {
                if (e is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
                {
                    desk?.Dispose();
                    desk = null;
                }

                await Task.Delay(50, CancellationToken.None);
            }
        }

        desk?.Dispose();
    }

    private static async Task<DeskClient> SignInAsync(Uri address)
    {
        var desk = await DeskClient.SignInAsync(address, "demo", "li.na", ServerProcess.DemoPassword);
        await desk.SetPresenceAsync("online");
        return desk;
    }
}
