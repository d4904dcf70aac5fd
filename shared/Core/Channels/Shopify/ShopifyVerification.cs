using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Shopify;

/// <summary>HMAC-SHA256 of the raw body in base64, with the app's secret as it is written. No time is signed, so a repetition is told by its id alone.</summary>
internal static class ShopifyVerification
{
    internal static Verification Verify(WebhookRequest request, ChannelAccount account)
    {
        if (account.Setting(ShopifySettings.ApiSecret) is not { } secret)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        var headers = ShopifyHeaders.Of(request);
        if (headers.Hmac is not { } given || !headers.AreComplete || request.Body.IsEmpty)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        // Both are always computed: how long it takes tells nothing of which one was right.
        var matches = Matches(secret, given, request.Body.Span);
        if (account.Setting(ShopifySettings.PreviousApiSecret) is { } previous)
        {
            matches |= Matches(previous, given, request.Body.Span);
        }

        if (!matches)
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        return account.Setting(ShopifySettings.ShopDomain) is { } shop && !string.Equals(shop, headers.Shop, StringComparison.OrdinalIgnoreCase)
            ? Rejected(Rejection.WrongReceiver)
            : new Verification.Authentic(request.Body);
    }

    private static bool Matches(string secret, string given, ReadOnlySpan<byte> body) =>
        Mac.Base64Matches(given, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
