using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>One signed request to a communication resource, and what its answers have in common.</summary>
internal static class AcsCall
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <param name="path">With its query.</param>
    /// <returns>Null when the account lacks what it needs.</returns>
    internal static HttpDelivery? Post(string path, ChannelAccount account, OutgoingMessage message, Action<Utf8JsonWriter> members)
    {
        if (account.Setting(AzureSettings.AccessKey) is not { } key
            || account.Setting(AzureSettings.Endpoint) is not { } endpoint
            || ApiBase.Of(account, endpoint) is not { } platform)
        {
            return null;
        }

        var address = new Uri(platform, path);
        var body = JsonBody.Of(members);
        return AcsSignature.Headers("POST", address, message.At, body.Span, key) is { } headers
            ? new HttpDelivery("POST", address, JsonBody.ContentType, body)
            {
                Headers = new Dictionary<string, string>(headers)
                {
                    ["Repeatability-Request-ID"] = RequestId(message.OperationId),
                    ["Repeatability-First-Sent"] = Date(message.At),
                },
            }
            : null;
    }

    internal static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The platform wants an id of the form of a GUID; the same operation has the same one.</summary>
    internal static string RequestId(string operationId) =>
        Guid.TryParse(operationId, out var id) ? id.ToString() : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(operationId)).AsSpan(0, 16)).ToString();

    /// <returns>Null where the answer has to be read further.</returns>
    internal static DeliveryOutcome? Refused(DeliveryResponse response, DateTimeOffset now) => response.Status switch
    {
        >= 200 and < 300 => null,
        401 => Rejected(DeliveryRefusal.AuthenticationFailed, response),
        403 => Rejected(DeliveryRefusal.NotPermitted, response),
        404 or 410 => Rejected(DeliveryRefusal.RecipientUnknown, response),
        413 => Rejected(DeliveryRefusal.TooLong, response),
        429 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? Pause)),
        >= 400 and < 500 => Rejected(DeliveryRefusal.PlatformError, response),
        _ => new DeliveryOutcome.Unknown(),
    };

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, DeliveryResponse response)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        var code = fault is null ? root.Object("error")?.String("code") ?? root.String("code") : null;
        return new(reason, code is { Length: > 0 and <= Limits.MaxIdLength } ? code : response.Status.ToString(CultureInfo.InvariantCulture));
    }
}
