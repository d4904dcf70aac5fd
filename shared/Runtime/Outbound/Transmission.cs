using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Mqtt;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>Brings one message to its platform, with patience where the platform asks for it, and ends in an outcome that can be recorded.</summary>
internal sealed class Transmission(AttemptMarks marks, AccessTokens tokens, EgressClient egress, MqttBridge bridge, IConversationPush push, TimeProvider time)
{
    public const int MaxAttempts = 3;
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <returns>Delivered, rejected or unknown.</returns>
    public async Task<DeliveryOutcome> SendAsync(
        ConversationKey key, OutgoingMessage message, IChannel channel, ChannelAccount account, CancellationToken cancellation)
    {
        string? refusedToken = null;
        for (var attempt = 1; ; attempt++)
        {
            var step = await TryAsync(key, message, channel, account, refusedToken, cancellation);
            if (step.Wait is not { } wait || attempt == MaxAttempts) return step.Outcome;
            refusedToken = step.RefusedToken ?? refusedToken;
            await Task.Delay(wait, time, cancellation);
        }
    }

    private async Task<Step> TryAsync(
        ConversationKey key, OutgoingMessage message, IChannel channel, ChannelAccount account, string? refusedToken, CancellationToken cancellation)
    {
        var token = await tokens.GetAsync(channel, account, refusedToken, cancellation);
        if (token is TokenResult.Refused) return Step.Rejected(DeliveryRefusal.AuthenticationFailed);
        if (token is not TokenResult.Ready ready) return Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = ShortWait };
        message = message with { At = time.GetUtcNow() };
        if (channel.UploadRequest(message, account, ready.Token) is { } upload)
        {
            var (brought, failed) = await UploadAsync(upload, message, channel, account, cancellation);
            if (failed is not null) return failed.Outcome is DeliveryOutcome.TokenExpired ? Renew(ready.Token, refusedToken) : failed;
            message = brought!;
        }

        switch (channel.Compose(message, account, ready.Token))
        {
            case ImpossibleDelivery impossible:
                return Step.Rejected(impossible.Reason);
            case PageDelivery page:
                await push.PageAsync(account.Key, page.Visitor, cancellation);
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
        if (!await marks.TryBeginAsync(key, operationId, cancellation)) return new Step(new DeliveryOutcome.Unknown());
        CrashPoint.Pass(CrashPoint.Calling);
        var step = await bridge.PublishAsync(account.Key, publish, cancellation) switch
        {
            PublishOutcome.Delivered => new Step(new DeliveryOutcome.Delivered(null)),
            PublishOutcome.NoLine => Step.Rejected(DeliveryRefusal.AccountNotConfigured),
            PublishOutcome.NotSent => Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = ShortWait },
            PublishOutcome.Refused => Step.Rejected(DeliveryRefusal.NotPermitted),
            PublishOutcome.Unknown => new Step(new DeliveryOutcome.Unknown()),
            var other => throw new InvalidOperationException($"No meaning of {other}."),
        };
        if (step.Wait is not null) await marks.EndWithoutEffectAsync(key, operationId, cancellation);
        return step;
    }

    /// <summary>Brings the file of a message to the platform first. Doing so twice shows the customer nothing.</summary>
    private async Task<(OutgoingMessage? Brought, Step? Failed)> UploadAsync(
        HttpDelivery upload, OutgoingMessage message, IChannel channel, ChannelAccount account, CancellationToken cancellation)
    {
        if (await egress.SendAsync(upload, account, cancellation) is not EgressResult.Answered answered) return (null, Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = ShortWait });
        var (platformId, outcome) = channel.ReadUpload(answered.Response, time.GetUtcNow());
        return (message.Content, platformId) switch
        {
            (OutgoingContent.Attachment attachment, { } id) => (message with { Content = attachment with { File = attachment.File with { PlatformId = id } } }, null),
            // What may have got through matters nothing here: nobody sees a file that no message names.
            _ => (null, outcome is null or DeliveryOutcome.Unknown ? Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = ShortWait } : Understand(outcome)),
        };
    }

    private async Task<Step> CallAsync(
        ConversationKey key, string operationId, HttpDelivery delivery, IChannel channel, ChannelAccount account, CancellationToken cancellation)
    {
        var idempotent = channel.Capabilities.IdempotentSend;
        if (!await marks.TryBeginAsync(key, operationId, cancellation) && !idempotent) return new Step(new DeliveryOutcome.Unknown());
        CrashPoint.Pass(CrashPoint.Calling);
        var step = await egress.SendAsync(delivery, account, cancellation) switch
        {
            EgressResult.Answered answered => Understand(channel.Interpret(answered.Response, time.GetUtcNow())),
            EgressResult.NotSent => Step.Rejected(DeliveryRefusal.PlatformError) with { Wait = ShortWait },
            EgressResult.Forbidden => Step.Rejected(DeliveryRefusal.AccountNotConfigured),
            EgressResult.TooLarge => new Step(new DeliveryOutcome.Unknown()),
            EgressResult.Unknown => new Step(new DeliveryOutcome.Unknown()) { Wait = idempotent ? ShortWait : null },
            var other => throw new InvalidOperationException($"No meaning of {other.GetType().Name}."),
        };

        // A wait may end in a restart. What is known to have come to nothing may be tried again after it.
        var nothingHappened = step.Outcome is DeliveryOutcome.TokenExpired || (step.Wait is not null && step.Outcome is not DeliveryOutcome.Unknown);
        if (nothingHappened) await marks.EndWithoutEffectAsync(key, operationId, cancellation);
        return step;
    }

    private Step Understand(DeliveryOutcome outcome)
    {
        if (outcome is not DeliveryOutcome.Throttled throttled) return new Step(outcome);
        var wait = throttled.Until - time.GetUtcNow();
        return Step.Rejected(DeliveryRefusal.Throttled) with { Wait = wait > LongestWait ? null : wait > TimeSpan.Zero ? wait : TimeSpan.Zero };
    }

    /// <summary>Once: a platform that refuses a new token, too, means the account.</summary>
    private static Step Renew(string? token, string? refusedBefore) =>
        Step.Rejected(DeliveryRefusal.AuthenticationFailed) with { Wait = refusedBefore is null ? TimeSpan.Zero : null, RefusedToken = token };

    /// <summary>What one attempt came to.</summary>
    /// <param name="Outcome">What is recorded if no other attempt follows.</param>
    private sealed record Step(DeliveryOutcome Outcome)
    {
        /// <summary>Another attempt is right after this; null when this was the last.</summary>
        public TimeSpan? Wait { get; init; }

        public string? RefusedToken { get; init; }

        public static Step Rejected(DeliveryRefusal reason) => new(new DeliveryOutcome.Rejected(reason, null));
    }
}
