using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Live;
using OmniFunctions.Runtime.Live;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>What is on the screens of those who work together.</summary>
public sealed class ViewingFunctions(CommandDesk desk, Viewing viewing, NamesReader namesOf, CallRates rates)
{
    private const int MaxConnectionLength = 200;

    [Function("ViewConversation"), Requires(Permission.Agent)]
    [Describes("A page with a live connection shows this conversation: who else looks at it. To be told again each minute; it ends with the connection.", typeof(ViewerList), Takes = typeof(ViewingRequest))]
    public async Task<IResult> ViewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "viewing")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var caller = request.SignedIn();
        var agent = caller.Agent;
        if (rates.Take("viewing", $"{agent.Tenant}/{agent.Id}", CallRates.MaxViewing) is { } pause) return Problems.TooManyAttempts(pause);
        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        if (await desk.SeenAsync(agent, id, names, cancellationToken) is not { } seen) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.ViewingRequest, cancellationToken);
        if (refusal is not null) return refusal;
        if (body!.Connection is not { Length: > 0 and <= MaxConnectionLength } connection) return Problems.Invalid("connection", "The id of a live connection is expected.");
        if (body.IsOver)
        {
            await viewing.StopAsync(caller, connection, seen.Key.Id, cancellationToken);
            return Results.Json(new ViewerList([]), DeskJson.Instance.ViewerList);
        }

        return await viewing.LookAsync(caller, connection, seen, names, body.IsTyping, cancellationToken) is { } others
            ? Results.Json(new ViewerList(others), DeskJson.Instance.ViewerList)
            : Problems.Invalid("connection", "This is no live connection of this session.");
    }
}

/// <param name="Connection">Of the page, as the live connection names it.</param>
/// <param name="IsTyping">Something was typed in its field just now.</param>
/// <param name="IsOver">It shows something else, or nobody looks at it.</param>
public sealed record ViewingRequest(string? Connection, bool IsTyping = false, bool IsOver = false);

/// <param name="Items">The others, each once.</param>
public sealed record ViewerList(IReadOnlyList<Named> Items);
