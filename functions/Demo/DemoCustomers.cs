using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Attendance;

namespace OmniFunctions.Demo;

/// <summary>
/// With <c>--demo</c>: once somebody has come online, customers write on several channels for a minute, by the same signed webhooks as the platforms', and react to answers.
/// </summary>
public sealed partial class DemoCustomers(IConfiguration configuration, ChannelAccounts accounts, AttendanceStore attendance, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DemoCustomers> logger)
    : BackgroundService
{
    public const string Argument = "--demo";
    public const string Setting = "Omni:Demo";

    /// <summary>Nobody answers in the same moment.</summary>
    private static readonly TimeSpan ThinkingTime = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Longer than this the demo does not wait for somebody to come online.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, int> said = [];
    private readonly ConcurrentDictionary<string, HttpClient> visitors = [];
    private readonly HttpClient http = new() { BaseAddress = new Uri((configuration["OMNI_URL"] ?? "http://127.0.0.1:7071").TrimEnd('/')) };
    private long lastId;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!bool.TryParse(configuration[Setting], out var wanted) || !wanted) return;
        var started = new TaskCompletionSource();
        using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        Console.WriteLine("  Demo: sign in to the desk as li.na and go online; customers begin to write then.\n");
        using var platform = new DemoPlatform(PlatformAddress(), logger);
        var serving = platform.RunAsync(recipient => _ = ReactAsync(recipient, stoppingToken), stoppingToken);
        if (!await SomebodyIsOnlineAsync(stoppingToken)) return;
        var began = time.GetUtcNow();
        lastId = began.ToUnixTimeSeconds();
        foreach (var customer in DemoCustomer.Story)
        {
            var wait = began.AddSeconds(customer.AfterSeconds) - time.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stoppingToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {customer.AfterSeconds,2} s  {customer.Look}"));
            await WriteAsync(customer, customer.Lines[0], stoppingToken);
        }

        await Task.Delay(TimeSpan.FromSeconds(DemoCustomer.Seconds - DemoCustomer.Story[^1].AfterSeconds), time, stoppingToken);
        Console.WriteLine("  60 s  That was the demo; its customers go on reacting. Sign in as chen.wei to see it as a supervisor.\n");
        await serving;
    }

    public override void Dispose()
    {
        foreach (var visitor in visitors.Values) visitor.Dispose();
        http.Dispose();
        base.Dispose();
    }

    private Uri PlatformAddress() =>
        accounts.Of(DemoTenant.Id).Select(account => account.Setting("api_base")).FirstOrDefault(address => address is not null) is { } address
            ? new Uri(address)
            : throw new InvalidOperationException("The demo's accounts name no api_base; start with the sample settings.");

    /// <summary>Attendance counts seconds for whoever is there: somebody is when it grows.</summary>
    private async Task<bool> SomebodyIsOnlineAsync(CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Patience;
        for (var before = await CountedAsync(cancellation); time.GetUtcNow() < until;)
        {
            await Task.Delay(LookEvery, time, cancellation);
            var now = await CountedAsync(cancellation);
            if (now > before) return true;
            before = now;
        }

        return false;
    }

    private async Task<double> CountedAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var days = await attendance.OfDayAsync(DemoTenant.Id, DateOnly.FromDateTime(now.UtcDateTime), TimeZoneInfo.Utc, now, cancellation);
        return days.Values.Sum(day => day.OnlineSeconds + day.BusySeconds);
    }

    /// <summary>Whoever was answered says their next line, if they have one.</summary>
    private async Task ReactAsync(string recipient, CancellationToken cancellation)
    {
        try
        {
            if (DemoCustomer.Story.FirstOrDefault(one => one.Id == recipient) is not { } customer) return;
            var line = said.AddOrUpdate(recipient, 1, (_, before) => before + 1);
            if (line >= customer.Lines.Count) return;
            await Task.Delay(ThinkingTime, time, cancellation);
            await WriteAsync(customer, customer.Lines[line], cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            LogSilent(recipient, e);
        }
    }

    private async Task WriteAsync(DemoCustomer customer, string text, CancellationToken cancellation)
    {
        using var content = Content(customer, text, out var query);
        var from = customer.Channel == "webchat" ? await VisitorAsync(customer, cancellation) : http;
        using var answer = await from.PostAsync(new Uri($"/webhooks/{DemoTenant.Id}/{customer.Channel}/{customer.Account}{query}", UriKind.Relative), content, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private HttpContent Content(DemoCustomer customer, string text, out string query)
    {
        var id = Interlocked.Increment(ref lastId);
        var now = time.GetUtcNow();
        query = "";
        switch (customer.Channel)
        {
            case "telegram":
                var chat = long.Parse(customer.Id, CultureInfo.InvariantCulture);
                var update = JsonContent.Create(new
                {
                    update_id = id,
                    message = new { message_id = id, date = now.ToUnixTimeSeconds(), chat = new { id = chat, type = "private" }, from = new { id = chat, is_bot = false, first_name = customer.Name }, text },
                });
                update.Headers.Add("X-Telegram-Bot-Api-Secret-Token", AccountOf(customer).Setting("secret_token"));
                return update;
            case "webchat":
                return JsonContent.Create(new { id = $"demo-{id}", text, sentAt = now });
            default:
                var stamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                query = $"?signature={Signature(AccountOf(customer).Setting("token") ?? "", stamp, stamp)}&timestamp={stamp}&nonce={stamp}";
                return new StringContent(
                    $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[{customer.Id}]]></FromUserName><CreateTime>{stamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content><MsgId>{id}</MsgId></xml>",
                    Encoding.UTF8,
                    "text/xml");
        }
    }

    private ChannelAccount AccountOf(DemoCustomer customer) =>
        accounts.Find(new AccountKey(DemoTenant.Id, customer.Channel, customer.Account)) ?? throw new InvalidOperationException($"The demo has no account {customer.Channel}/{customer.Account}.");

    /// <summary>Somebody on the tenant's own page, with the token that the page was given.</summary>
    private async Task<HttpClient> VisitorAsync(DemoCustomer customer, CancellationToken cancellation)
    {
        if (visitors.TryGetValue(customer.Id, out var known)) return known;
        using var answer = await http.PostAsJsonAsync(new Uri($"/api/widget/{DemoTenant.Id}/{customer.Account}/session", UriKind.Relative), new { }, cancellation);
        var session = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation);
        var visitor = new HttpClient { BaseAddress = http.BaseAddress };
        visitor.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("visitor").GetProperty("token").GetString());
        return visitors[customer.Id] = visitor;
    }

    /// <summary>As the platform signs.</summary>
    private static string Signature(params string[] parts)
    {
        Array.Sort(parts, StringComparer.Ordinal);
#pragma warning disable CA5350 // The platform's protocol is SHA-1.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
    }

    [LoggerMessage(LogLevel.Information, "The demo's customer {Customer} says nothing more.")]
    private partial void LogSilent(string customer, Exception exception);
}
