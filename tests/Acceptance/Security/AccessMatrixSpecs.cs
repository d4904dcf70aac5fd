using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using OmniFunctions.Access;
using OmniFunctions.Answers;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>Every route against every kind of caller and every state of a conversation. The routes are the functions themselves: a new one without a row fails.</summary>
[Collection(nameof(TheSystem))]
public sealed class AccessMatrixSpecs(Cast cast) : IClassFixture<Cast>
{
    private const string Nobody = "nobody";
    private static readonly string[] Customers = ["customer", "customer elsewhere"];
    private static readonly string[] Elsewhere = ["agent elsewhere", "supervisor elsewhere"];
    private static readonly string[] Agents = ["holder", "colleague", "other queue", "agent elsewhere"];

    private static IEnumerable<(HttpFunction Function, string Method)> Routes =>
        new HttpFunctions().All.SelectMany(function => function.Methods.Where(method => method != "options").Select(method => (function, method)));

    [Fact]
    public async Task Every_route_answers_every_caller_as_the_table_says()
    {
        var seen = new ConcurrentDictionary<(string Row, string Caller), string>();
        foreach (var (function, method) in Routes)
            await Parallel.ForEachAsync(
                cast.Callers, async (caller, _) => seen[(AccessTable.RowOf(function, method), caller.Name)] = await AnswersAsync(caller.Http, function, method));
        AccessTable.DrawIfAsked([.. cast.Callers.Select(caller => caller.Name)], seen);

        var expected = AccessTable.Read();
        var faults = seen.Where(cell => expected.GetValueOrDefault(cell.Key) != cell.Value)
            .Select(cell => $"{cell.Key.Row}, {cell.Key.Caller}: {cell.Value}, and the table says {expected.GetValueOrDefault(cell.Key) ?? "nothing"}")
            .Concat(expected.Keys.Where(cell => !seen.ContainsKey(cell)).Select(cell => $"{cell.Row}, {cell.Caller}: there is no such route any more"));
        Assert.Equal([], faults.Order(StringComparer.Ordinal));
    }

    /// <summary>What may never stand in the table, whatever was drawn into it.</summary>
    [Fact]
    public void The_table_keeps_the_rules_that_no_route_is_above()
    {
        var expected = AccessTable.Read();
        foreach (var (function, method) in Routes)
        {
            var row = AccessTable.RowOf(function, method);
            Assert.All(All(row), cell => Assert.DoesNotContain(cell.Value, answer => answer.StartsWith('5')));
            switch (function.Requires.Permission)
            {
                case Permission.Anonymous:
                    break;
                case Permission.Visitor:
                    Assert.All(All(row).Where(cell => cell.Caller != "customer"), cell => Assert.Equal(["401"], cell.Value));
                    break;
                case Permission.Agent:
                case Permission.Supervisor:
                    Assert.All(All(row).Where(cell => cell.Caller is Nobody or "disabled" || Customers.Contains(cell.Caller)), cell => Assert.Equal(["401"], cell.Value));
                    break;
                default:
                    throw new InvalidOperationException($"Permission {function.Requires.Permission} is not known.");
            }

            if (function.Requires.Permission is Permission.Supervisor)
                Assert.All(All(row).Where(cell => Agents.Contains(cell.Caller)), cell => Assert.Equal(["403"], cell.Value));
            if (function.Requires.Permission is Permission.Agent && IsAboutAConversation(function))
                Assert.All(All(row).Where(cell => cell.Caller == "other queue" || Elsewhere.Contains(cell.Caller)), cell => Assert.Equal(["404"], cell.Value.Distinct()));
        }

        IEnumerable<(string Caller, string[] Value)> All(string row) => expected.Where(cell => cell.Key.Row == row).Select(cell => (cell.Key.Caller, cell.Value.Split(' ')));
    }

    private async Task<string> AnswersAsync(HttpClient http, HttpFunction function, string method)
    {
        // Signing out is the one thing that nobody comes back from, and home leads on to a page: both are asked without a session by all.
        if (function.Name is "SignOut" or "Home") http = cast.Callers.Single(caller => caller.Name == Nobody).Http;
        var scenes = IsAboutAConversation(function) || function.Route.StartsWith("api/people/", StringComparison.Ordinal) ? cast.Conversations : [cast.Conversations[1]];
        var answers = new List<string>();
        foreach (var scene in scenes)
        {
            using var answer = await SendAsync(http, function, method, scene);
            answers.Add(((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        }

        return answers.Distinct().Count() == 1 ? answers[0] : string.Join(' ', answers);
    }

    private static bool IsAboutAConversation(HttpFunction function) => function.Route.StartsWith("api/conversations/{id}", StringComparison.Ordinal);

    /// <summary>The version is one that no conversation has, and all else is left out: whoever is let in is told that, and nothing happens.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpFunction function, string method, SceneOfConversation scene)
    {
        var id = IsAboutAConversation(function) ? scene.Id
            : function.Route.StartsWith("api/people/", StringComparison.Ordinal) ? scene.Person
            : function.Route.StartsWith("api/presence/", StringComparison.Ordinal) ? cast.PresenceRequest
            : "li.na";
        var path = new StringBuilder("/" + function.Route.TrimStart('/'))
            .Replace("{tenant}", "demo").Replace("{account}", "site").Replace("{channel}", "webchat").Replace("{id}", id).Replace("{file}", scene.File)
            .Replace("{seq}", scene.Decision.ToString(CultureInfo.InvariantCulture)).Replace("{version}", "none").Replace("{order}", "none").Replace("{identity}", "none").Replace("{session}", "none").Replace("{kind}", "reply")
            .Replace("{provider}", "none").Replace("{device}", "none");
        Assert.DoesNotContain('{', path.ToString());
        // The whole of an agent's sessions is ended elsewhere: here it would sign the cast out.
        if (function.Name is "EndSessionsOfAgent" or "ResetSecondFactor") path.Replace("li.na", "nobody.here");
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(path.ToString(), UriKind.Relative));
        if (method is "post" or "put" or "delete") request.Content = JsonContent.Create(HasVersion(function) ? new { version = 0 } : new object());
        return await http.SendAsync(request);
    }

    private static bool HasVersion(HttpFunction function) => function.Method.GetCustomAttribute<DescribesAttribute>()?.Takes?.GetProperty("Version") is not null;
}
