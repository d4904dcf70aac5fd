namespace OmniFunctions.Policies;

/// <param name="Name">Shown to agents.</param>
/// <param name="OfferSeconds">How long an agent has to accept.</param>
/// <param name="FirstResponseSeconds">From the customer's first message to the first reply by a person.</param>
/// <param name="ReopenSeconds">How long a closed conversation can be taken up again by the customer.</param>
public sealed record QueuePolicy(QueueId Id, string Name, int OfferSeconds, int FirstResponseSeconds, int ReopenSeconds);
