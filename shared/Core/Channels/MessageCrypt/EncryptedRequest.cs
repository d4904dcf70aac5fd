namespace OmniFunctions.Channels.MessageCrypt;

/// <summary>A message that came encrypted, with its signature beside it.</summary>
internal static class EncryptedRequest
{
    /// <param name="receiver">Whom it must be for. Empty only where the platform says so.</param>
    internal static Verification Open(
        string encrypted, string signature, string token, string timestamp, string nonce, MessageCipher cipher, string receiver)
    {
        // The signature is checked before anything is decrypted, so that nobody can ask the padding questions.
        if (!SortedSignature.Matches(signature, token, timestamp, nonce, encrypted))
        {
            return new Verification.Rejected(Rejection.SignatureMismatch);
        }

        if (cipher.Decrypt(encrypted) is not { } opened)
        {
            return new Verification.Rejected(Rejection.UndecryptablePayload);
        }

        return FixedTime.Equal(receiver, opened.Receiver)
            ? new Verification.Authentic(opened.Message)
            : new Verification.Rejected(Rejection.WrongReceiver);
    }
}
