using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Mqtt;
using OmniFunctions.Runtime.Visitors;
using Polly.CircuitBreaker;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// Brings one message to its platform. What a short wait mends is tried again here, after a time drawn at random from one that doubles; what takes longer is
/// handed back to be held, so that nobody else waits for it.
/// </summary>
internal sealed class Transmission(AttemptMarks marks, AccessTokens tokens, EgressClient egress, MqttBridge bridge, IConversationPush push, IDevicePush devices, AccountLanes lanes, TimeProvider time)
{
    public const int MaxAttempts = 3;

    /// <summary>Longer than this nobody waits with a conversation in hand.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    /// <summary>A platform that refuses the account itself is asked so often whether somebody has mended it.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);

    public async Task<Transmitted> SendAsync(
        ConversationKey key, OutgoingMessage message, IChannel channel, ChannelAccount account, CancellationToken cancellation)
    {
        var lane = lanes.Of(account.Key);
        string? refusedToken = null;
        for (var attempt = 1; ; attempt++)
        {
            var (at, held) = lane.Reserve(account, channel.Capabilities, Patience);
            if (held is { } why) return new Transmitted.Held(at, why);
            var wait = at - time.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellation);
            Step? step = null;
            try
            {
                var token = refusedToken;
                await lane.Breaker.ExecuteAsync(
                    async cut =>
                    {
                        step = await TryAsync(key, message, channel, account, token, cut);
                        return !step.IsTrouble;
                    },
                    cancellation);
            }
            catch (BrokenCircuitException broken)
            {
                return new Transmitted.Held(time.GetUtcNow() + (broken.RetryAfter ?? AfterTrouble), DeliveryRefusal.PlatformError);
            }

            var done = step ?? throw new InvalidOperationException("A send ended without saying how.");
            if (done.Outcome is DeliveryOutcome.Rejected { Reason: DeliveryRefusal.AuthenticationFailed } && done.Wait is null)
            {
                lane.Close(time.GetUtcNow() + AfterRefusal, DeliveryRefusal.AuthenticationFailed);
                return new Transmitted.Held(time.GetUtcNow() + AfterRefusal, DeliveryRefusal.AuthenticationFailed);
            }

            if (done.ThrottledUntil is { } until) lane.Close(until, DeliveryRefusal.Throttled);
            if (done.Wait is not { } pause) return new Transmitted.Ended(done.Outcome);
            if (attempt == MaxAttempts || pause > Patience) return Last(done, pause);
            refusedToken = done.RefusedToken ?? refusedToken;

            // A lane that was closed is waited for above, with everybody else's sends.
            if (done.ThrottledUntil is null) await Task.Delay(done.RefusedToken is null ? BackOff(attempt) : TimeSpan.Zero, time, cancellation);
        }
    }

    /// <summary>The attempts are used up. What may have arrived is told as it is; what certainly has not is held.</summary>
    private Transmitted Last(Step step, TimeSpan pause) => step.Outcome is DeliveryOutcome.Rejected rejected
        ? new Transmitted.Held(time.GetUtcNow() + (pause > AfterTrouble ? pause : AfterTrouble), rejected.Reason)
        : new Transmitted.Ended(step.Outcome);

    /// <summary>Full jitter: many that failed together do not come back together.</summary>
    private static TimeSpan BackOff(int attempt) => FirstBackOff * Math.Pow(2, attempt - 1) * Random.Shared.NextDouble();

    private async Task<Step> TryAsync(
        ConversationKey key, OutgoingMessage message, IChannel channel, ChannelAccount account, string? refusedToken, CancellationToken cancellation)
    {
        var token = await tokens.GetAsync(channel, account, refusedToken, cancellation);
        if (token is TokenResult.Refused) return Step.Rejected(DeliveryRefusal.AuthenticationFailed);
        if (token is not TokenResult.Ready ready) return Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = FirstBackOff };
        message = message with { At = time.GetUtcNow() };
        if (channel.UploadRequest(message, account, ready.Token) is { } upload)
        {
            var (brought, failed) = await UploadAsync(upload, message, channel, account, ready.Token, cancellation);
            if (failed is not null) return failed.Outcome is DeliveryOutcome.TokenExpired ? Renew(ready.Token, refusedToken) : failed;
            message = brought!;
        }

        switch (channel.Compose(message, account, ready.Token))
        {
            case ImpossibleDelivery impossible:
                return Step.Rejected(impossible.Reason);
            case PageDelivery page:
                await push.PageAsync(account.Key, page.Visitor, cancellation);
                devices.Tell(account, page.Visitor, message.OperationId, OneLine.Of(message.Content));
                return new Step(new DeliveryOutcome.Delivered(null));
            case PublishDelivery publish:
                return await PublishAsync(key, message.OperationId, publish, account, cancellation);
            case HttpDelivery delivery:
                var step = await CallAsync(key, message.OperationId, delivery, channel, account, cancellation);
                return step.Outcome is DeliveryOutcome.TokenExpired ? Renew(ready.Token, refusedToken) : step;
            case var other:
                throw new InvalidOperationException($"No way to send {other.GetType().Name}.");
        }
    }

    private async Task<Step> PublishAsync(ConversationKey key, string operationId, PublishDelivery publish, ChannelAccount account, CancellationToken cancellation)
    {
        if (!await marks.TryBeginAsync(key, operationId, cancellation)) return Step.CutOffBefore;
        CrashPoint.Pass(CrashPoint.Calling);
        var step = await bridge.PublishAsync(account.Key, publish, cancellation) switch
        {
            PublishOutcome.Delivered => new Step(new DeliveryOutcome.Delivered(null)),
            PublishOutcome.NoLine => Step.Rejected(DeliveryRefusal.AccountNotConfigured),
            PublishOutcome.NotSent => Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = FirstBackOff },
            PublishOutcome.Refused => Step.Rejected(DeliveryRefusal.NotPermitted),
            PublishOutcome.Unknown => new Step(new DeliveryOutcome.Unknown()),
            var other => throw new InvalidOperationException($"No meaning of {other}."),
        };
        if (step.Wait is not null) await marks.EndWithoutEffectAsync(key, operationId, cancellation);
        return step;
    }

    /// <summary>Brings the file of a message to the platform first. Doing so twice shows the customer nothing.</summary>
    private async Task<(OutgoingMessage? Brought, Step? Failed)> UploadAsync(
        HttpDelivery upload, OutgoingMessage message, IChannel channel, ChannelAccount account, string? token, CancellationToken cancellation)
    {
        if (await egress.SendAsync(upload, account, cancellation) is not EgressResult.Answered answered) return (null, Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = FirstBackOff });
        var (platformId, outcome) = channel.ReadUpload(answered.Response, time.GetUtcNow());
        return (message.Content, platformId) switch
        {
            // A platform may first only say where the bytes go.
            (OutgoingContent.Attachment attachment, { }) when channel.UploadNext(answered.Response, attachment, account, token) is { } next
                && await egress.SendAsync(next, account, cancellation) is not EgressResult.Answered { Response.Status: >= 200 and < 300 } =>
                (null, Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = FirstBackOff }),
            (OutgoingContent.Attachment attachment, { } id) => (message with { Content = attachment with { File = attachment.File with { PlatformId = id } } }, null),
            // What may have got through matters nothing here: nobody sees a file that no message names.
            _ => (null, outcome is null or DeliveryOutcome.Unknown ? Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = FirstBackOff } : Understand(outcome)),
        };
    }

    private async Task<Step> CallAsync(
        ConversationKey key, string operationId, HttpDelivery delivery, IChannel channel, ChannelAccount account, CancellationToken cancellation)
    {
        var idempotent = channel.Capabilities.IdempotentSend;
        if (!await marks.TryBeginAsync(key, operationId, cancellation) && !idempotent) return Step.CutOffBefore;
        CrashPoint.Pass(CrashPoint.Calling);
        var step = await egress.SendAsync(delivery, account, cancellation) switch
        {
            EgressResult.Answered answered => Understand(channel.Interpret(answered.Response, time.GetUtcNow())),
            EgressResult.NotSent => Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = FirstBackOff },
            EgressResult.Forbidden => Step.Rejected(DeliveryRefusal.AccountNotConfigured),
            EgressResult.TooLarge or EgressResult.Unknown => new Step(new DeliveryOutcome.Unknown()),
            var other => throw new InvalidOperationException($"No meaning of {other.GetType().Name}."),
        };

        // Of a gateway's word in place of the platform's, too, a platform that drops what it has seen tells the truth when it is asked again.
        if (step.Outcome is DeliveryOutcome.Unknown && idempotent) step = step with { Wait = FirstBackOff };

        // A wait may end in a restart. What is known to have come to nothing may be tried again after it.
        var nothingHappened = step.Outcome is DeliveryOutcome.TokenExpired or DeliveryOutcome.Rejected { Reason: DeliveryRefusal.AuthenticationFailed } || (step.Wait is not null && step.Outcome is not DeliveryOutcome.Unknown);
        if (nothingHappened) await marks.EndWithoutEffectAsync(key, operationId, cancellation);
        return step;
    }

    private Step Understand(DeliveryOutcome outcome)
    {
        if (outcome is not DeliveryOutcome.Throttled throttled) return new Step(outcome);
        var wait = throttled.Until - time.GetUtcNow();
        return Step.Rejected(DeliveryRefusal.Throttled) with { Wait = wait > TimeSpan.Zero ? wait : TimeSpan.Zero, ThrottledUntil = throttled.Until };
    }

    /// <summary>Once: a platform that refuses a new token, too, means the account; and so does one that was given none.</summary>
    private static Step Renew(string? token, string? refusedBefore) =>
        Step.Rejected(DeliveryRefusal.AuthenticationFailed) with { Wait = token is not null && refusedBefore is null ? TimeSpan.Zero : null, RefusedToken = token };

    /// <summary>What one attempt came to.</summary>
    /// <param name="Outcome">What is recorded if no other attempt follows.</param>
    private sealed record Step(DeliveryOutcome Outcome)
    {
        /// <summary>Another attempt is right after this; null when this was the last.</summary>
        public TimeSpan? Wait { get; init; }

        public string? RefusedToken { get; init; }

        /// <summary>The account is to be patient, and not only this message.</summary>
        public DateTimeOffset? ThrottledUntil { get; init; }

        /// <summary>An earlier bearer fell over in the middle of the call. That says nothing about the platform, which is not called again.</summary>
        public static Step CutOffBefore { get; } = new(new DeliveryOutcome.Unknown());

        /// <summary>The platform did not work, whatever became of the message.</summary>
        public bool IsTrouble => !ReferenceEquals(this, CutOffBefore) && Outcome is DeliveryOutcome.Unknown or DeliveryOutcome.Rejected { Reason: DeliveryRefusal.PlatformError, PlatformCode: null };

        public static Step Rejected(DeliveryRefusal reason) => new(new DeliveryOutcome.Rejected(reason, null));
    }
}
