using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Admin;

/// <summary>The customers' messages that could not be taken in: what they are kept for, and how they come back.</summary>
public sealed class DeadLetterFunctions(DeadLetters letters)
{
    private const string Root = "api/admin/dead-letters";

    [Function("DeadLetters"), Requires(Permission.Supervisor)]
    [Describes("Messages that were set aside, oldest first, with the reason; never what they say.", typeof(DeadLetterList))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root)] HttpRequest request, CancellationToken cancellationToken) =>
        Results.Json(new DeadLetterList(await letters.ListAsync(request.Agent().Tenant, cancellationToken)), DeskJson.Instance.DeadLetterList);

    [Function("ResendDeadLetters"), Requires(Permission.Supervisor)]
    [Describes("Send messages that were set aside once more: those named, or all.", typeof(DeadLettersSent), Takes = typeof(DeadLettersToSend))]
    public async Task<IResult> SendAgainAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Root + "/resend")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.DeadLettersToSend, cancellationToken);
        if (refusal is not null) return refusal;
        if (body!.Sequences?.Count > DeadLetters.MaxLetters) return Problems.Invalid("sequences", $"At most {DeadLetters.MaxLetters} at once.");
        var sent = await letters.SendAgainAsync(request.Agent().Tenant, body.Sequences?.ToHashSet(), cancellationToken);
        return Results.Json(new DeadLettersSent(sent), DeskJson.Instance.DeadLettersSent);
    }
}

public sealed record DeadLetterList(IReadOnlyList<DeadLetter> Items);

/// <param name="Sequences">As the list gives them; left out, all.</param>
public sealed record DeadLettersToSend(IReadOnlyList<long>? Sequences = null);

public sealed record DeadLettersSent(int Sent);
