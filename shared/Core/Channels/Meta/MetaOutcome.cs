using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>What an answer of the Graph API to a send means. All three channels share its error codes.</summary>
internal static class MetaOutcome
{
    private static readonly TimeSpan RatePause = TimeSpan.FromMinutes(1);

    /// <summary>Between two messages to one and the same customer.</summary>
    private static readonly TimeSpan PairPause = TimeSpan.FromSeconds(6);

    /// <param name="messageId">Out of the answer to a send that was taken; null when it is none.</param>
    internal static DeliveryOutcome Of(DeliveryResponse response, DateTimeOffset now, Func<JsonElement, string?> messageId)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (fault is null && root.Object("error") is { } error && error.Integer("code") is { } code)
        {
            return Refused(code, error.Integer("error_subcode"), response, now);
        }

        return response.Status switch
        {
            429 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? RatePause)),
            401 or 403 => Rejected(DeliveryRefusal.AuthenticationFailed, response.Status),
            >= 200 and < 300 when fault is null && messageId(root) is { } id => new DeliveryOutcome.Delivered(id),
            // An answer of a gateway, or half of one: the message may be out all the same.
            _ => new DeliveryOutcome.Unknown(),
        };
    }

    private static DeliveryOutcome Refused(long code, long? subcode, DeliveryResponse response, DateTimeOffset now) => (code, subcode) switch
    {
        (_, 2018278 or 2534022) or (131047, _) => Rejected(DeliveryRefusal.OutsideReplyWindow, code),
        (_, 1545041) or (551, _) or (131050, _) => Rejected(DeliveryRefusal.RecipientBlockedUs, code),
        (_, 2018001 or 2534014) or (131026 or 131030 or 130472, _) => Rejected(DeliveryRefusal.RecipientUnknown, code),
        (131056, _) => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? PairPause)),
        (4 or 17 or 32 or 613 or 80007 or 130429 or 131048, _) => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? RatePause)),
        // The token stands in the account's settings: there is none to renew it with.
        (0 or 102 or 190, _) => Rejected(DeliveryRefusal.AuthenticationFailed, code),
        (3 or 10 or 368 or 131005 or 131031 or (>= 200 and <= 299), _) => Rejected(DeliveryRefusal.NotPermitted, code),
        (131051, _) => Rejected(DeliveryRefusal.KindNotSupported, code),
        (133010 or 131045, _) => Rejected(DeliveryRefusal.AccountNotConfigured, code),
        // "Unknown error", "service unavailable": the platform itself does not know how far it came.
        (1 or 2 or 131000 or 131016, _) => new DeliveryOutcome.Unknown(),
        _ => Rejected(DeliveryRefusal.PlatformError, code),
    };

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, long code) => new(reason, code.ToString(CultureInfo.InvariantCulture));
}
