using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Where platforms knock. The order matters: the caller holds the body to <see cref="MaxBodyBytes"/>, then comes the proof of who sent it,
/// and only then is it read. The platform is answered 2xx when the broker has every item durably, never before.
/// </summary>
public sealed class Door(ChannelAccounts accounts, PublishedKeys keys, InboundMessages inbound, MediaFetches media, Pulls pulls, SpentProofs proofs, SenderQuotas quotas, TimeProvider time, ILogger<Door> logger)
{
    /// <summary>As long a customer who has sent too much is told to wait.</summary>
    private const int SecondsOfFlood = 5;

    /// <returns>The largest body that channel sends, or null when there is no such channel.</returns>
    public static int? MaxBodyBytes(string channel) => ChannelCatalogue.Find(channel)?.Capabilities.MaxBodyBytes;

    public async Task<DoorReply> ReceiveAsync(string tenant, string channel, string account, WebhookRequest request, CancellationToken cancellation)
    {
        CrashPoint.Pass(CrashPoint.RequestCame);
        using var span = Signals.Begin("receive");
        var protocol = ChannelCatalogue.Find(channel);
        var found = accounts.Find(new AccountKey(new TenantId(tenant), channel, account));
        if (protocol is null || found is null) return DoorReply.NotFound;
        found = await keys.WithKeysAsync(protocol, found, renew: false, cancellation);
        var verified = protocol.Verify(request, found, time.GetUtcNow());
        if (verified is Verification.Rejected { Reason: Rejection.SignatureMismatch } && protocol.KeysAddress(found) is not null)
        {
            // It may be signed by a key that was published since.
            found = await keys.WithKeysAsync(protocol, found, renew: true, cancellation);
            verified = protocol.Verify(request, found, time.GetUtcNow());
        }

        switch (verified)
        {
            case Verification.Handshake handshake:
                return DoorReply.Of(handshake.Reply);
            case Verification.Authentic authentic:
                CrashPoint.Pass(CrashPoint.Verified);
                if (authentic.Proof is { } proof && await RefuseSpentAsync(found.Key, proof, request.Body, cancellation) is { } spent) return spent;
                return await AcceptAsync(protocol, found, request, authentic.Payload, cancellation);
            case Verification.Rejected rejected:
                Signals.Refused(channel);
                logger.LogWarning("Refused a request to {Account}: {Reason}", found.Key, rejected.Reason);
                return rejected.Status == 403 ? DoorReply.Forbidden : DoorReply.Unauthorized;
            case var other:
                throw new InvalidOperationException($"No answer to {other.GetType().Name}.");
        }
    }

    /// <returns>Null when the signature may be used for this body.</returns>
    private async Task<DoorReply?> RefuseSpentAsync(AccountKey account, BodilessProof proof, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        try
        {
            if (await proofs.TakeAsync(account, proof, body, cancellation)) return null;
        }
        catch (Exception e) when (e is TimeoutException or IOException or RequestFailedException)
        {
            logger.LogError(e, "Whether a signature to {Account} was used cannot be told", account);
            return DoorReply.Unavailable;
        }

        Signals.Refused(account.Channel);
        logger.LogWarning("Refused a request to {Account}: its signature was used for another body", account);
        return DoorReply.Unauthorized;
    }

    private async Task<DoorReply> AcceptAsync(
        IChannel channel, ChannelAccount account, WebhookRequest request, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        switch (channel.Parse(request, payload, account))
        {
            case Parsed.Malformed malformed:
                logger.LogWarning("Could not read a request to {Account}: {Fault}", account.Key, malformed.Fault);
                return DoorReply.BadRequest;
            case Parsed.Items items:
                CrashPoint.Pass(CrashPoint.Parsed);
                foreach (var fault in items.Faults) logger.LogWarning("Could not read an item sent to {Account}: {Fault}", account.Key, fault);
                if (!quotas.TryTake(account.Key, items.List))
                {
                    Signals.TurnedAway(account.Key.Channel, "flood");
                    return DoorReply.Late(SecondsOfFlood);
                }

                if (!await TryKeepAsync(channel, account, items.List, now, cancellation)) return DoorReply.Unavailable;
                CrashPoint.Pass(CrashPoint.Answering);
                return DoorReply.Of(channel.Acknowledge(request, payload, account, now));
            case var other:
                throw new InvalidOperationException($"No answer to {other.GetType().Name}.");
        }
    }

    private async Task<bool> TryKeepAsync(IChannel channel, ChannelAccount account, IReadOnlyList<InboundItem> items, DateTimeOffset now, CancellationToken cancellation)
    {
        // What only rings says nothing by itself: what it rings for is read instead.
        var rings = items.Select(channel.PullAfter).OfType<PullPosition>().ToList();
        var said = rings.Count == 0 ? items : [.. items.Where(item => channel.PullAfter(item) is null)];
        try
        {
            foreach (var ring in rings) await pulls.RingAsync(account.Key, ring, cancellation);
            foreach (var item in said) await media.KeepContentAsync(account.Key, item, cancellation);
            if (said.Count > 0) await inbound.SendAsync([.. said.Select(item => new Envelope(account.Key, item, now))], cancellation);
        }
        catch (Exception e) when (e is ServiceBusException or TimeoutException or IOException or RequestFailedException)
        {
            logger.LogError(e, "The broker did not keep {Count} items sent to {Account}", items.Count, account.Key);
            return false;
        }

        Signals.Accepted(account.Key.Channel, items.Count);
        CrashPoint.Pass(CrashPoint.Accepted);
        foreach (var stream in rings.Select(ring => ring.Stream).Distinct()) pulls.Begin(account.Key, stream);
        return true;
    }
}
