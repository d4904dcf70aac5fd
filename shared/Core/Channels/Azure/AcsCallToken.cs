namespace OmniFunctions.Channels.Azure;

/// <summary>Events of a call can bear a token by Microsoft besides the code in the address. Where the account says for whom, it must be there.</summary>
internal static class AcsCallToken
{
    private const string Issuer = "https://acscallautomation.communication.azure.com";
    private const string DefaultKeysUrl = "https://acscallautomation.communication.azure.com/calling/keys";

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        // Event Grid, which tells of calls that ring, bears none.
        if (EventGridVerification.Verify(request, account) is not Verification.Authentic authentic
            || account.Setting(AzureSettings.ResourceId) is not { } resource
            || request.Body.Span.IndexOf("callConnectionId"u8) < 0)
        {
            return EventGridVerification.Verify(request, account);
        }

        if (account.PublishedKeys.IsEmpty || PublishedToken.KeysOf(account.PublishedKeys) is not { Keys.Count: > 0 } keys)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        var (token, refused) = PublishedToken.Judge(request.Header("Authorization"), keys, Issuer, resource, now);
        return token is null ? new Verification.Rejected(refused ?? Rejection.SignatureMismatch) : authentic;
    }

    internal static Uri? KeysAddress(ChannelAccount account) =>
        account.Setting(AzureSettings.ResourceId) is not null
        && Uri.TryCreate(account.Setting(AzureSettings.KeysUrl) ?? DefaultKeysUrl, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
            ? address
            : null;
}
