using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Broker;

/// <summary>What senders and receivers know together about a queue, and what the broker may therefore do and may not.</summary>
internal sealed class BrokerTruth(RunContext run, QueueOptions options)
{
    private readonly Dictionary<string, Letter> letters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Letter>> bySession = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Copy> copies = [];
    private readonly Dictionary<string, Taker> sessionHolders = new(StringComparer.Ordinal);
    private int deliveries;

    public int Deliveries => deliveries;

    /// <summary>Receivers that have asked and not been answered. What they are about to get has been counted as delivered.</summary>
    public int Receiving { get; set; }

    /// <summary>Deaths of the process, and receivers that got fewer messages than they asked for: a delivery may have been counted in each of them.</summary>
    public int LostAnswers { get; set; }

    public IEnumerable<long> Deferred => copies.Values.Where(copy => copy.State == CopyState.Deferred || copy.Perhaps == CopyState.Deferred).Select(copy => copy.Sequence);

    public void Written(Letter letter)
    {
        letters.Add(letter.Id, letter);
        letter.LostBefore = LostAnswers;
        if (!bySession.TryGetValue(letter.Session, out var list)) bySession.Add(letter.Session, list = []);
        list.Add(letter);
    }

    public void Accepted(string session, Taker taker)
    {
        run.Findings.Require(
            !sessionHolders.TryGetValue(session, out var holder) || holder == taker || !holder.Holds(session),
            $"I4: session {session} was given to {taker.Name} while {(holder ?? taker).Name} holds it.");
        sessionHolders[session] = taker;
    }

    public Copy? Received(ServiceBusReceivedMessage message, Taker taker, bool asDeferred)
    {
        deliveries++;
        var id = message.Body.ToString();
        if (!letters.TryGetValue(id, out var letter))
        {
            run.Findings.Add($"I2: {id} was received and never sent.");
            return null;
        }

        var copy = CopyOf(letter, message);

        // The answer was so long on its way that its lock ran out, and someone else was quicker. It must not be good for anything.
        if (copy.Delivery is { } newer && IsOlder(message, newer)) return copy;
        if (!asDeferred && copy.State != CopyState.Active && message.LockedUntil <= run.World.Wall) return copy;
        CheckState(copy, asDeferred);
        CheckLock(copy, message);
        CheckCount(copy, message, asDeferred);
        run.Findings.Require(letter.Due is not { } due || due <= run.World.LatestWall, $"I5: {id} came before it was due.");

        // An answer that came after the end of its lock is for nobody any more, whatever the next receiver has had meanwhile.
        if (!asDeferred && options.RequiresSession && message.LockedUntil > run.World.Wall) CheckOrder(copy, taker);
        (copy.Holder, copy.Delivery, copy.LastCount, copy.LostBefore, copy.Perhaps) = (taker, message, message.DeliveryCount, LostAnswers, null);
        copy.State = asDeferred ? CopyState.Deferred : CopyState.Active;
        return copy;
    }

    /// <summary>A settlement succeeded that may succeed for the latest receiver only.</summary>
    public void Settled(Copy copy, ServiceBusReceivedMessage with, CopyState state)
    {
        run.Findings.Require(
            ReferenceEquals(copy.Delivery, with), $"I4: {copy.Letter.Id} was settled by an old lock after it had been delivered again.");
        (copy.Holder, copy.Delivery, copy.State) = (null, null, state);
    }

    /// <summary>A receiver has let go of its session, and so of all that it had of it.</summary>
    public void LetGo(Taker taker)
    {
        foreach (var copy in copies.Values)
            if (copy.Holder == taker) (copy.Holder, copy.Delivery) = (null, null);
    }

    public void DeadLetterTaken(ServiceBusReceivedMessage message)
    {
        var id = message.Body.ToString();
        if (!letters.TryGetValue(id, out var letter))
        {
            run.Findings.Add($"I2: {id} is a dead letter and was never sent.");
            return;
        }

        var spent = message.DeadLetterReason == "MaxDeliveryCountExceeded";
        run.Findings.Require(
            !spent || letter.Copies.Count == 0 || letter.Copies.Exists(copy => MayBeSpent(copy)),
            $"I1: {id} was given up after fewer than {options.MaxDeliveryCount} deliveries.");
        run.Findings.Require(
            spent || letter.Copies.Exists(copy => copy.State == CopyState.Dead || copy.Perhaps == CopyState.Dead), $"I1: {id} is a dead letter and nobody made it one.");
        if (copies.TryGetValue(message.EnqueuedSequenceNumber, out var source)) source.State = CopyState.Dead;
    }

    /// <summary>A dead letter was completed: the end of one copy.</summary>
    public void DeadLetterEnded(ServiceBusReceivedMessage message)
    {
        var letter = letters[message.Body.ToString()];
        letter.DeadLettersTaken++;
        run.Findings.Require(
            letter.DeadLettersTaken <= Math.Max(1, letter.Copies.Count), $"I2: {letter.Id} ended as a dead letter {letter.DeadLettersTaken} times.");
    }

    public void Died()
    {
        (Receiving, LostAnswers) = (0, LostAnswers + Receiving + 1);
        sessionHolders.Clear();
        foreach (var copy in copies.Values) (copy.Holder, copy.Delivery) = (null, null);
    }

    /// <summary>At rest, with the queue drained: every acknowledged message has come to exactly one end.</summary>
    public void CheckEnds()
    {
        foreach (var letter in letters.Values)
        {
            var ends = letter.Copies.Count(copy => copy.State == CopyState.Completed) + letter.DeadLettersTaken;
            var unseen = letter.Copies.Any(copy => copy.Perhaps is CopyState.Completed) || letter.DeadLetterUnknown;
            run.Findings.Require(!letter.IsAcknowledged || ends > 0 || unseen, $"I1: {letter.Id} was acknowledged and is lost.");
            run.Findings.Require(ends <= 1 || !MustBeOne(letter), $"I2: {letter.Id} came to {ends} ends.");
        }
    }

    public Letter Find(string id) => letters[id];

    private Copy CopyOf(Letter letter, ServiceBusReceivedMessage message)
    {
        if (copies.TryGetValue(message.SequenceNumber, out var known))
        {
            run.Findings.Require(known.Letter == letter, $"I2: number {message.SequenceNumber} was {known.Letter.Id} and is {letter.Id}.");
            return known;
        }

        var copy = new Copy(letter, message.SequenceNumber);
        copies.Add(copy.Sequence, copy);
        letter.Copies.Add(copy);
        run.Findings.Require(
            letter.Copies.Count == 1 || !MustBeOne(letter), $"I2: {letter.Id} is in the queue {letter.Copies.Count} times in spite of duplicate detection.");
        return copy;
    }

    private bool MayBeSpent(Copy copy) => MayBeSpent(copy.LastCount, copy.LostBefore);

    private bool MayBeSpent(int deliveries, int lostBefore) => deliveries + LostAnswers - lostBefore + Receiving >= options.MaxDeliveryCount;

    private bool MustBeOne(Letter letter) => letter.Attempts == 1
        || (letter.LastSent - letter.FirstSent < options.DuplicateDetectionWindow && letter.SentFor < options.DuplicateDetectionWindow);

    private bool IsOlder(ServiceBusReceivedMessage message, ServiceBusReceivedMessage newer) => message.DeliveryCount < newer.DeliveryCount
        || (message.DeliveryCount == newer.DeliveryCount && message.LockedUntil < newer.LockedUntil && message.LockedUntil <= run.World.Wall);

    private void CheckState(Copy copy, bool asDeferred)
    {
        var expected = asDeferred ? CopyState.Deferred : CopyState.Active;
        run.Findings.Require(
            copy.State == expected || copy.Perhaps == expected, $"I2: {copy.Letter.Id} was delivered though it is {copy.State}.");
    }

    private void CheckLock(Copy copy, ServiceBusReceivedMessage message)
    {
        if (copy.Holder is not { } holder || copy.Delivery is not { } delivery || options.RequiresSession) return;
        run.Findings.Require(
            delivery.LockedUntil <= run.World.LatestWall,
            $"I4: {copy.Letter.Id} was delivered again, number {message.DeliveryCount}, while {holder.Name} had it locked.");
    }

    /// <summary>The maximum is enforced when a message is due to be delivered, and one set aside is not until it is asked for by its number.</summary>
    private void CheckCount(Copy copy, ServiceBusReceivedMessage message, bool asDeferred)
    {
        run.Findings.Require(
            message.DeliveryCount > copy.Failures && (asDeferred || message.DeliveryCount <= options.MaxDeliveryCount),
            $"I12: delivery {message.DeliveryCount} of {copy.Letter.Id}, which failed {copy.Failures} times, of at most {options.MaxDeliveryCount}.");
    }

    /// <summary>Within a session nothing is passed over: what was sent before and is not settled must be with the same receiver.</summary>
    private void CheckOrder(Copy received, Taker taker)
    {
        var letter = received.Letter;
        if (letter.Due is not null || letter.Copies.Count > 1) return;
        foreach (var earlier in bySession[letter.Session])
        {
            if (earlier.Number >= letter.Number) return;
            if (!earlier.IsAcknowledged || earlier.Due is not null) continue;
            var passed = (earlier is { Copies.Count: 0, DeadLettersTaken: 0 } && !MayBeSpent(0, earlier.LostBefore))
                || earlier.Copies.Exists(copy => copy is { State: CopyState.Active, Perhaps: null } && copy.Sequence < received.Sequence && copy.Holder != taker && !MayBeSpent(copy));
            run.Findings.Require(!passed, $"I3: {letter.Id} came before {earlier.Id}.");
        }
    }
}
