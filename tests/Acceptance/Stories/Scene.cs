using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>One tenant's people and customers, told to act one after the other, while time passes as it is told to.</summary>
public sealed class Scene(TheClock clock, TenantId tenant) : IDisposable
{
    public const string BotSecret = "a-webhook-secret-for-stories";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A look that is under way sets its timer afterwards, and counts from then: so a little passes while something is waited for.</summary>
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan NudgeEvery = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, DeskClient> desks = [];
    private readonly HttpClient platform = new() { BaseAddress = clock.Address, Timeout = TimeSpan.FromSeconds(30) };

    public DateTimeOffset Now => clock.Time.GetUtcNow();

    public TenantId Tenant => tenant;

    public TheClock Clock => clock;

    public DeskClient this[string agent] => desks[agent];

    public static long NewCustomer() => Customers.NextMessageId();

    public async Task SignInAsync(string agent, string password, bool isOnline)
    {
        desks[agent] = await DeskClient.SignInAsync(clock.Address, tenant.Value, agent, password);
        if (isOnline) await desks[agent].SetPresenceAsync("online");
        if (isOnline) await UntilAsync(async () => (await desks[agent].GetAsync("/api/session")).Text("presence") == "online");
    }

    /// <summary>A customer writes.</summary>
    /// <returns>The conversation that it went to.</returns>
    public async Task<string> WriteAsync(long customer, string text)
    {
        var id = Customers.NextMessageId();
        var update = new
        {
            update_id = id,
            message = new { message_id = id, date = Now.ToUnixTimeSeconds(), chat = new { id = customer, type = "private" }, from = new { id = customer, is_bot = false, first_name = "Mei" }, text },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/webhooks/{tenant}/telegram/bot", UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(update), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", BotSecret);
        using var answer = await platform.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await HeardAsync(new AccountKey(tenant, "telegram", "bot"), customer.ToString(CultureInfo.InvariantCulture), text);
    }

    /// <summary>Waits until what a customer wrote is in a conversation.</summary>
    public async Task<string> HeardAsync(AccountKey account, string sender, string text)
    {
        string? conversation = null;
        var people = clock.Services.GetRequiredService<PeopleStore>();
        var store = clock.Services.GetRequiredService<OmniFunctions.Runtime.Conversations.ConversationStore>();
        await UntilAsync(async () =>
        {
            if (await people.KnownAsync(tenant, IdentityStore.KeyOf(account, sender)) is not { } known) return false;
            var person = await people.FindAsync(tenant, known);
            var head = await store.FindAsync(person.Conversation(tenant, person.Current));
            conversation = head?.Key.Id.Value;
            return head?.Summary.LastText == text || head?.State.Phase is OmniFunctions.Conversations.Phase.Merged;
        });
        return conversation!;
    }

    /// <summary>A customer writes, and the agent accepts.</summary>
    public async Task<string> ServedAsync(string agent, long? customer = null)
    {
        var id = await WriteAsync(customer ?? NewCustomer(), "hello");
        await OfferedAsync(agent, id);
        await this[agent].AcceptAsync(id);
        return id;
    }

    public Task<JsonElement> OfferedAsync(string agent, string conversation) =>
        StandsAsync(agent, conversation, head => head.Text("phase") == "offered" && head.GetProperty("holder").Id() == agent);

    /// <summary>An agent acts, and must be let.</summary>
    public Task<JsonElement> DoAsync(string agent, string conversation, string action, object? body = null) =>
        this[agent].SendAsync(HttpMethod.Post, $"/api/conversations/{conversation}/{action}", body ?? new { });

    /// <summary>An agent acts, and must not be let.</summary>
    /// <returns>The reason; the problem's code where there is none.</returns>
    public async Task<string> RefusedAsync(string agent, string conversation, string action, object? body = null)
    {
        using var content = JsonContent.Create(body ?? new { });
        using var answer = await this[agent].Http.PostAsync(new Uri($"/api/conversations/{conversation}/{action}", UriKind.Relative), content);
        Assert.False(answer.IsSuccessStatusCode, $"{action} was not refused.");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return problem.TryGetProperty("reason", out var reason) ? reason.GetString()! : problem.Text("code");
    }

    public void Pass(TimeSpan span) => clock.Time.Advance(span);

    /// <summary>The conversation, as soon as it stands so.</summary>
    public async Task<JsonElement> StandsAsync(string agent, string conversation, Func<JsonElement, bool> so)
    {
        JsonElement found = default;
        await UntilAsync(
            async () =>
            {
                found = await this[agent].GetAsync($"/api/conversations/{conversation}");
                return so(found);
            },
            () => found.ToString());
        return found;
    }

    public Task<JsonElement> InPhaseAsync(string agent, string conversation, string phase) => StandsAsync(agent, conversation, head => head.Text("phase") == phase);

    /// <summary>The last entry of a kind, as soon as there is one that fits.</summary>
    public async Task<JsonElement> EntryAsync(string agent, string conversation, string type, Func<JsonElement, bool>? fits = null)
    {
        JsonElement found = default;
        IReadOnlyList<JsonElement> all = [];
        await UntilAsync(
            async () =>
            {
                all = await this[agent].EntriesAsync(conversation);
                found = all.LastOrDefault(entry => entry.Type() == type && (fits is null || fits(entry)));
                return found.ValueKind == JsonValueKind.Object;
            },
            () => string.Join('\n', all));
        return found;
    }

    /// <summary>The customer's platform was given a text.</summary>
    public Task ToldAsync(long customer, string text) =>
        UntilAsync(() => Task.FromResult(Texts(customer).Any(told => told.Contains(text, StringComparison.Ordinal))), () => string.Join('\n', Texts(customer)));

    public IReadOnlyList<string> Texts(long customer) =>
        [.. clock.Platform.Received.Where(message => message.Recipient == customer.ToString(CultureInfo.InvariantCulture)).Select(message => message.Text)];

    /// <summary>Waits in real time, while the clock goes on a little now and again.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, Func<string>? found = null)
    {
        var waited = Stopwatch.StartNew();
        var nudged = TimeSpan.Zero;
        while (!await condition())
        {
            if (waited.Elapsed > Patience) Assert.Fail($"It did not come to that: {found?.Invoke()}");
            await Task.Delay(15);
            if (waited.Elapsed - nudged < NudgeEvery) continue;
            nudged = waited.Elapsed;
            clock.Time.Advance(Nudge);
        }
    }

    public void Dispose()
    {
        platform.Dispose();
        foreach (var desk in desks.Values) desk.Dispose();
    }
}
