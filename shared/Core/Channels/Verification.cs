namespace OmniFunctions.Channels;

/// <summary>The outcome of <see cref="IChannel.Verify"/>.</summary>
public abstract record Verification
{
    private Verification() { }

    /// <param name="Payload">What to parse: the body itself, or what was decrypted out of it.</param>
    public sealed record Authentic(ReadOnlyMemory<byte> Payload) : Verification
    {
        /// <summary>A signature that says nothing of the body, and so must be good for one body only; null where it covers the body, or where the account has no window in which to remember it.</summary>
        public BodilessProof? Proof { get; init; }
    }

    /// <summary>The platform asked only whether this address is ours. Answer, and go no further.</summary>
    public sealed record Handshake(WebhookReply Reply) : Verification;

    public sealed record Rejected(Rejection Reason) : Verification
    {
        /// <summary>401, or 403 where the platform names it.</summary>
        public int Status { get; init; } = 401;
    }
}

/// <param name="SignedAt">The time that was signed: it is within a day of ours.</param>
public sealed record BodilessProof(string Signature, DateTimeOffset SignedAt)
{
    /// <summary>What is older is not believed, so it need not be remembered either.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);
}

/// <summary>Why a request was not believed. For counting; the caller is told only the status.</summary>
public enum Rejection
{
    SignatureMissing,
    SignatureMismatch,
    SecretTokenMismatch,
    OutsideReplayWindow,
    UndecryptablePayload,
    WrongReceiver,
    AccountNotConfigured,
}
