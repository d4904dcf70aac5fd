using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>
/// Answers in the server's place with conversations that a spec makes up, where it needs more of them or in other states than anybody would bring about. The page, its
/// files and its session are the real ones.
/// </summary>
internal sealed class Staged
{
    private const int Much = 1_000;
    private static readonly string[] Views = ["mine", "waiting", "open", "closed"];
    private const string At = "2026-01-05T08:00:00.000Z";
    private readonly Dictionary<string, JsonObject> conversations = [];
    private readonly Dictionary<string, JsonArray> events = [];

    /// <summary>What the page asked to be done, as the last parts of the addresses.</summary>
    public List<string> Asked { get; } = [];

    public void Add(string id, string phase, string? holder = null, Action<JsonObject>? change = null, int messages = 1)
    {
        var summary = new JsonObject
        {
            ["id"] = id,
            ["version"] = messages,
            ["phase"] = phase,
            ["channel"] = "telegram",
            ["account"] = "bot",
            ["person"] = new JsonObject { ["id"] = $"p{id}", ["name"] = $"Customer {id}" },
            ["queue"] = Named("service", "Service"),
            ["holder"] = holder is null ? null : Named(holder, holder),
            ["waitingSince"] = phase is "waiting" ? At : null,
            ["offerExpiresAt"] = null,
            ["openedAt"] = At,
            ["lastMessageAt"] = At,
            ["lastText"] = $"message {messages} of {id}",
            ["lastFrom"] = "customer",
            ["firstResponse"] = new JsonObject { ["state"] = "stopped", ["dueAt"] = At, ["since"] = At },
            ["unanswered"] = 0,
        };
        change?.Invoke(summary);
        conversations[id] = summary;
        events[id] = new JsonArray([.. Enumerable.Range(1, messages).Select(seq => (JsonNode)Message(id, seq))]);
    }

    /// <summary>The customer of a conversation has written so many times more.</summary>
    public void Say(string id, int times)
    {
        var messages = events[id].Count + times;
        events[id] = new JsonArray([.. Enumerable.Range(1, messages).Select(seq => (JsonNode)Message(id, seq))]);
        var summary = (JsonObject)conversations[id].DeepClone();
        summary["version"] = messages;
        summary["lastText"] = $"message {messages} of {id}";
        conversations[id] = summary;
    }

    public static JsonObject Named(string id, string name) => new() { ["id"] = id, ["name"] = name };

    public static JsonObject Participant(string agent, string role) => new() { ["agent"] = Named(agent, agent), ["role"] = role };

    public async Task ServeAsync(IPage page)
    {
        // Written beforehand where it is much: thousands would be made into text beside the page whose time is taken.
        var lists = conversations.Count > Much ? Views.ToDictionary(view => view, List) : [];
        await page.RouteAsync("**/api/conversations?*", route =>
        {
            var view = Views.Single(view => route.Request.Url.Contains($"view={view}", StringComparison.Ordinal));
            return AnswerAsync(route, lists.GetValueOrDefault(view) ?? List(view));
        });
        await page.RouteAsync("**/api/conversations/**", OneAsync);
        await page.RouteAsync("**/api/people/**", route => route.FulfillAsync(new RouteFulfillOptions { Status = 404, ContentType = "application/json", Body = "{\"code\":\"not-found\"}" }));
    }

    private string List(string view) => new JsonObject
    {
        ["items"] = new JsonArray([.. Listed(view).Select(one => one.DeepClone())]),
        ["cursor"] = null,
    }.ToJsonString(JsonSerializerOptions.Web);

    private IEnumerable<JsonObject> Listed(string view) => view switch
    {
        "open" => conversations.Values,
        "mine" => conversations.Values.Where(one => one["holder"] is not null),
        "closed" => conversations.Values.Where(one => one["phase"]!.GetValue<string>() is "closed" or "merged"),
        _ => [],
    };

    private async Task OneAsync(IRoute route)
    {
        var address = new Uri(route.Request.Url);
        var parts = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var id = parts[2];
        if (parts[^1] == "viewing") await AnswerAsync(route, new JsonObject { ["items"] = new JsonArray() });
        else if (route.Request.Method == "POST")
        {
            lock (Asked) Asked.Add(string.Join('/', parts[3..]));
            await AnswerAsync(route, new JsonObject { ["version"] = 1 });
        }
        else if (!conversations.TryGetValue(id, out var summary)) await route.ContinueAsync();
        else if (parts.Length == 3) await AnswerAsync(route, summary.DeepClone());
        else if (parts[3] == "events") await AnswerAsync(route, Page(id, System.Web.HttpUtility.ParseQueryString(address.Query)));
        else if (parts[3] == "explanations" || parts[3] == "timers") await AnswerAsync(route, new JsonObject { ["items"] = new JsonArray() });
        else if (parts[3] == "reply-rules") await AnswerAsync(route, JsonNode.Parse("""{"channel":"telegram","refusal":null,"until":null,"left":null,"hasTemplates":false,"maxTextLength":4096,"textUnit":"codeUnits","sends":["text"],"files":[],"receipts":null,"hasTyping":false,"recallSeconds":null}""")!);
        else await route.FulfillAsync(new RouteFulfillOptions { Status = 404, ContentType = "application/json", Body = "{\"code\":\"not-found\"}" });
    }

    private JsonObject Page(string id, System.Collections.Specialized.NameValueCollection query)
    {
        var all = events[id];
        var limit = int.Parse(query["limit"] ?? "200", System.Globalization.CultureInfo.InvariantCulture);
        var before = query["before"] is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
        var after = int.Parse(query["after"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var from = before is { } end ? Math.Max(0, Math.Min(end - 1, all.Count) - limit) : after;
        var to = before is { } stop ? Math.Min(stop - 1, all.Count) : Math.Min(all.Count, after + limit);
        return new JsonObject
        {
            ["items"] = new JsonArray([.. all.Skip(from).Take(Math.Max(0, to - from)).Select(one => one!.DeepClone())]),
            ["version"] = all.Count,
            ["hasMore"] = before is null ? to < all.Count : from > 0,
        };
    }

    private static JsonObject Message(string id, int seq) => new()
    {
        ["type"] = "customerMessage",
        ["seq"] = seq,
        ["at"] = At,
        ["messageKey"] = $"{id}-{seq}",
        ["channel"] = "telegram",
        ["item"] = new JsonObject { ["kind"] = "text", ["text"] = $"message {seq} of {id}" },
        ["sentAt"] = At,
        ["receivedAt"] = At,
    };

    private static Task AnswerAsync(IRoute route, JsonNode body) => AnswerAsync(route, body.ToJsonString(JsonSerializerOptions.Web));

    private static Task AnswerAsync(IRoute route, string json) => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = json });
}
