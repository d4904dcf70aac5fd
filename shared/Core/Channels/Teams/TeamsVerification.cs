namespace OmniFunctions.Channels.Teams;

/// <summary>A token by Microsoft, for our app, that names the very service the activity says it comes from.</summary>
internal static class TeamsVerification
{
    private const string ServiceClaim = "serviceurl";
    private const string MetadataKeys = "jwks";

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(TeamsSettings.AppId) is not { } app || Keys(account) is not { Keys.Count: > 0 } keys)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        var (token, refused) = PublishedToken.Judge(request.Header("Authorization"), keys, Issuer(account), app, now);
        if (token is null)
        {
            return new Verification.Rejected(refused ?? Rejection.SignatureMismatch);
        }

        // Else who has a token of one service could send us to another, with our own token in hand.
        var (activity, fault) = JsonReading.ReadObject(request.Body);
        var service = fault is null ? activity.String("serviceUrl") : null;
        if (service is null || !token.TryGetPayloadValue<string>(ServiceClaim, out var claimed) || !string.Equals(claimed, service, StringComparison.Ordinal))
        {
            return new Verification.Rejected(Rejection.WrongReceiver);
        }

        return keys.Endorsements.TryGetValue(token.Kid, out var endorsed) && endorsed.Count > 0 && activity.String("channelId") is { } channel && !endorsed.Contains(channel)
            ? new Verification.Rejected(Rejection.SignatureMismatch)
            : new Verification.Authentic(request.Body);
    }

    private static PublishedToken.Publication? Keys(ChannelAccount account) =>
        account.Setting(TeamsSettings.OpenIdMetadata) is { } metadata
            ? PublishedToken.KeysIn(metadata, MetadataKeys)
            : account.PublishedKeys.IsEmpty ? null : PublishedToken.KeysOf(account.PublishedKeys);

    private static string Issuer(ChannelAccount account)
    {
        if (account.Setting(TeamsSettings.Issuer) is { } set)
        {
            return set;
        }

        var (metadata, fault) = account.Setting(TeamsSettings.OpenIdMetadata) is { } text ? JsonReading.ReadObject(System.Text.Encoding.UTF8.GetBytes(text)) : (default, ParseFault.NotJson);
        return (fault is null ? metadata.String("issuer") : null) ?? TeamsSettings.DefaultIssuer;
    }
}
