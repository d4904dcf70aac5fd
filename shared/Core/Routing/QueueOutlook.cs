namespace OmniFunctions.Routing;

/// <summary>How things stand for a queue, or for one conversation in it.</summary>
/// <param name="Length">Conversations that wait in it.</param>
/// <param name="Position">Of the conversation: 1 is next; null when none was named or it does not wait.</param>
/// <param name="Staffed">Agents of the queue who are online.</param>
/// <param name="Free">Those of them who could take it now.</param>
/// <param name="WhyNobody">Null while somebody is free.</param>
/// <param name="EstimateSeconds">Of waiting still to come, from the pace at which the queue's agents have come free; null where too little is known.</param>
/// <param name="LongestWaitSeconds">Of those who wait; null when nobody does.</param>
public sealed record QueueOutlook(
    QueueId Queue,
    int Length,
    int? Position,
    int Staffed,
    int Free,
    NobodyFree? WhyNobody,
    int? EstimateSeconds,
    int? LongestWaitSeconds = null);

/// <summary>Why nobody can take a conversation now, the most telling reason first.</summary>
public enum NobodyFree
{
    NobodySignedIn,
    AllAway,
    NobodyWithTheSkill,
    AllAtCapacity,
}
