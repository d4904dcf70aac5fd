using System.Text;
using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>What the door says to a platform.</summary>
/// <param name="Body">Byte for byte what is sent. A refusal says the same to everyone.</param>
/// <param name="RetryAfterSeconds">When the platform should come again; null unless the status is 503.</param>
public sealed record DoorReply(int Status, string? ContentType, ReadOnlyMemory<byte> Body, int? RetryAfterSeconds = null)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    internal static DoorReply NotFound { get; } = Refusal(404, "not found");

    internal static DoorReply Unauthorized { get; } = Refusal(401, "unauthorized");

    internal static DoorReply Forbidden { get; } = Refusal(403, "forbidden");

    internal static DoorReply BadRequest { get; } = Refusal(400, "bad request");

    internal static DoorReply Unavailable { get; } = Refusal(503, "unavailable") with { RetryAfterSeconds = 5 };

    /// <summary>So many come at this moment that this one would wait too long for its answer.</summary>
    public static DoorReply Crowded { get; } = Refusal(503, "too busy") with { RetryAfterSeconds = 1 };

    /// <summary>What is accepted now would be taken in too late, or its customer has sent too much.</summary>
    public static DoorReply Late(int retryAfterSeconds) => Crowded with { RetryAfterSeconds = retryAfterSeconds };

    internal static DoorReply Of(WebhookReply reply) => new(reply.Status, reply.ContentType, reply.Body) { Headers = reply.Headers };

    private static DoorReply Refusal(int status, string text) => new(status, "text/plain", Encoding.UTF8.GetBytes(text));
}
