namespace OmniFunctions.Channels;

/// <summary>The outcome of <see cref="IChannel.Verify"/>.</summary>
public abstract record Verification
{
    private Verification() { }

    /// <param name="Payload">What to parse: the body itself, or what was decrypted out of it.</param>
    public sealed record Authentic(ReadOnlyMemory<byte> Payload) : Verification;

    /// <summary>The platform asked only whether this address is ours. Answer, and go no further.</summary>
    public sealed record Handshake(WebhookReply Reply) : Verification;

    public sealed record Rejected(Rejection Reason) : Verification
    {
        /// <summary>401, or 403 where the platform names it.</summary>
        public int Status { get; init; } = 401;
    }
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
