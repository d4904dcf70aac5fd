using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Conversations;
using OmniFunctions.Desk;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Widget;

/// <summary>What a visitor does beside writing: each of these is a button of the page.</summary>
public sealed class VisitorFunctions(VisitorDesk desk, VisitorConversation current, LivePush push, CallRates rates)
{
    private const int MaxPreviewLength = 500;

    private const string At = "api/widget/{tenant}/{account}/";

    [Function("VisitorLeave"), Requires(Permission.Visitor)]
    [Describes("Give up waiting.", status: StatusCodes.Status204NoContent)]
    public Task<IResult> LeaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "leave")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request.Visitor(), new ConversationCommand.Leave(), durable, cancellationToken);

    [Function("VisitorPerson"), Requires(Permission.Visitor)]
    [Describes("Ask for a person.", status: StatusCodes.Status204NoContent)]
    public Task<IResult> PersonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "person")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request.Visitor(), new ConversationCommand.AskForPerson(), durable, cancellationToken);

    [Function("VisitorCallback"), Requires(Permission.Visitor)]
    [Describes("Ask to be called back instead of waiting. The same message id again is the same wish.", status: StatusCodes.Status204NoContent, Takes = typeof(VisitorCallback))]
    public async Task<IResult> CallbackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "callback")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.VisitorCallback, cancellationToken);
        if (refusal is not null) return refusal;
        var reading = new ActionReading();
        var command = new ConversationCommand.AskForCallback(body!.DueAt, reading.Word("zone", body.Zone), reading.MessageId(body.MessageId));
        return reading.Refusal ?? await desk.DoAsync(request.Visitor(), command, durable, cancellationToken);
    }

    [Function("VisitorCancelCallback"), Requires(Permission.Visitor)]
    [Describes("Not be called back after all.", status: StatusCodes.Status204NoContent)]
    public Task<IResult> CancelCallbackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "callback/cancel")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        desk.DoAsync(request.Visitor(), new ConversationCommand.CancelCallback(), durable, cancellationToken);

    [Function("VisitorTyping"), Requires(Permission.Visitor)]
    [Describes("Show whoever has the conversation that the visitor is writing. Nothing of it is kept.", status: StatusCodes.Status204NoContent, Takes = typeof(WidgetTyping))]
    public async Task<IResult> TypingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "typing")] HttpRequest request, CancellationToken cancellationToken)
    {
        var visitor = request.Visitor();
        if (rates.Take("typing", $"{visitor.Account.Key}/{visitor.Id}", CallRates.MaxTyping) is { } pause) return Problems.TooManyAttempts(pause);
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.WidgetTyping, cancellationToken);
        if (refusal is not null) return refusal;
        if (await current.FindAsync(visitor, cancellationToken) is not { } head) return Results.NoContent();
        var text = WidgetSettings.Of(visitor.Account).HasPreview && body!.Text is { Length: > 0 } typed ? typed[..Math.Min(typed.Length, MaxPreviewLength)] : null;
        await push.TypingAsync(head, text, cancellationToken);
        return Results.NoContent();
    }

    [Function("VisitorRating"), Requires(Permission.Visitor)]
    [Describes("Say how it was. The same message id again is the same rating.", status: StatusCodes.Status204NoContent, Takes = typeof(VisitorRating))]
    public async Task<IResult> RateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "rating")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.VisitorRating, cancellationToken);
        if (refusal is not null) return refusal;
        var reading = new ActionReading();
        var command = new ConversationCommand.Rate(
            reading.MessageId(body!.MessageId), reading.Needed("score", body.Score, "A whole number is expected."), body.Solved, reading.Words("tags", body.Tags), body.Remark);
        return reading.Refusal ?? await desk.DoAsync(request.Visitor(), command, durable, cancellationToken);
    }
}

/// <param name="DueAt">Null = as early as the queue calls back.</param>
/// <param name="Zone">Where the visitor is, an IANA id.</param>
public sealed record VisitorCallback(string? MessageId, DateTimeOffset? DueAt = null, string? Zone = null);

/// <param name="Score">1 (worst) to the steps of the scale.</param>
public sealed record VisitorRating(string? MessageId, int? Score, bool? Solved = null, IReadOnlyList<string>? Tags = null, string? Remark = null);
