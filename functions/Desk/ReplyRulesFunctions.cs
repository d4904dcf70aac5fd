using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Live;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>What the channel of a conversation lets its agent say, before it is said.</summary>
public sealed class ReplyRulesFunctions(CommandDesk desk, NamesReader namesOf, TimeProvider time)
{
    [Function("ReplyRules"), Requires(Permission.Agent)]
    [Describes("What may be sent to the customer now, how long, and how much.", typeof(ReplyRulesView))]
    public async Task<IResult> RulesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = At + "reply-rules")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await StateAsync(request, id, cancellationToken) is not { } state) return Problems.NotFound();
        return Results.Json(ReplyRulesView.Of(state, time.GetUtcNow()), DeskJson.Instance.ReplyRulesView);
    }

    [Function("ReplyPreview"), Requires(Permission.Agent)]
    [Describes("What would become of a reply on its channel, without sending it.", typeof(ReplyPreview), Takes = typeof(PreviewRequest))]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "reply-rules/preview")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await StateAsync(request, id, cancellationToken) is not { } state) return Problems.NotFound();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.PreviewRequest, cancellationToken);
        if (refusal is not null) return refusal;
        return Results.Json(ReplyPreview.Of(state, body!.Content ?? new OutgoingContent.Text(body.Text ?? ""), time.GetUtcNow()), DeskJson.Instance.ReplyPreview);
    }

    private async Task<ConversationState?> StateAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var agent = request.Agent();
        return (await desk.SeenAsync(agent, id, await namesOf.ReadAsync(agent.Tenant, cancellation), cancellation))?.State;
    }
}

/// <param name="Refusal">outsideReplyWindow or tooManyMessages; null when the customer may be written to.</param>
/// <param name="Until">When the window closes; null where there is none or nobody knows.</param>
/// <param name="Left">Messages still allowed in it; null where they are not counted.</param>
/// <param name="HasTemplates">Approved texts may be sent outside of the window.</param>
/// <param name="Sends">Kinds that arrive as what they are; the others are said in words.</param>
/// <param name="Receipts">The furthest a receipt goes; null: there are none, and sent is all one knows.</param>
/// <param name="RecallSeconds">How long a message can be taken back; null: not at all.</param>
public sealed record ReplyRulesView(
    string Channel,
    Refusal? Refusal,
    DateTimeOffset? Until,
    int? Left,
    bool HasTemplates,
    int MaxTextLength,
    TextUnit TextUnit,
    IReadOnlyList<ItemKind> Sends,
    IReadOnlyList<FileLimit> Files,
    ReceiptState? Receipts,
    bool HasTyping,
    int? RecallSeconds)
{
    private static readonly Capabilities Gone = new() { MaxBodyBytes = 0, MaxTextLength = 0, Sends = [] };

    internal static ReplyRulesView Of(ConversationState state, DateTimeOffset now)
    {
        var rules = ReplyRules.Of(state, now);
        var channel = ChannelCatalogue.Find(state.Leg.Account.Channel)?.Capabilities ?? Gone;
        return new(
            state.Leg.Account.Channel,
            rules.Refusal,
            rules.Until,
            rules.Left,
            rules.HasTemplates,
            channel.MaxTextLength,
            channel.TextUnit,
            channel.Sends,
            channel.Files,
            channel.Receipts,
            channel.HasTyping,
            (int?)channel.RecallWithin?.TotalSeconds);
    }
}

/// <param name="Refusal">Why it would not be sent at all.</param>
/// <param name="SentAs">The kind that arrives; null where none does.</param>
/// <param name="Words">What the customer reads instead of what was meant; null where nothing is lost.</param>
/// <param name="Length">Of the text that leaves, counted as the channel counts.</param>
/// <param name="IsTooLong">The platform would refuse it for that.</param>
public sealed record ReplyPreview(Refusal? Refusal, ItemKind? SentAs, string? Words, int Length, int MaxTextLength, bool IsTooLong)
{
    internal static ReplyPreview Of(ConversationState state, OutgoingContent content, DateTimeOffset now)
    {
        var channel = ChannelCatalogue.Find(state.Leg.Account.Channel)?.Capabilities;
        var refusal = Replying.RefusalOf(state, content, now);
        if (channel is null || Degrading.For(content, channel) is not { } shown) return new(refusal, null, null, 0, channel?.MaxTextLength ?? 0, IsTooLong: false);
        var words = (shown as OutgoingContent.Text)?.Body;
        var length = words is null ? 0 : channel.LengthOf(words);
        return new(refusal, Degrading.KindOf(shown), content is OutgoingContent.Text ? null : words, length, channel.MaxTextLength, length > channel.MaxTextLength);
    }
}
