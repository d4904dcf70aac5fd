namespace OmniFunctions.Insights;

/// <summary>What one event adds to the figures of one channel.</summary>
/// <param name="Open">Conversations that opened (+1) or closed (-1).</param>
/// <param name="Waiting">Conversations that joined (+1) or left (-1) the line.</param>
/// <param name="MessageAt">When a customer's message arrived, if this was one.</param>
/// <param name="FirstResponse">A first response that was given, if this was one.</param>
public sealed record FiguresDelta(string Channel, int Open = 0, int Waiting = 0, DateTimeOffset? MessageAt = null, FirstResponse? FirstResponse = null)
{
    public bool IsNothing => Open == 0 && Waiting == 0 && MessageAt is null && FirstResponse is null;
}

public readonly record struct FirstResponse(DateTimeOffset At, long TookMs);
