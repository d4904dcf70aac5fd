using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>
/// One request to a communication resource, signed by its access key or bearing a token of Entra ID, and what its answers have in common. A token stands
/// above a key: who has set up both wants to be rid of the key.
/// </summary>
internal static class AcsCall
{
    private const string Scope = "https://communication.azure.com/.default";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <param name="path">With its query.</param>
    /// <returns>Null when the account lacks what it needs.</returns>
    internal static HttpDelivery? Post(string path, ChannelAccount account, OutgoingMessage message, string? accessToken, Action<Utf8JsonWriter> members)
    {
        if (account.Setting(AzureSettings.Endpoint) is not { } endpoint
            || ApiBase.Of(account, endpoint) is not { } platform)
        {
            return null;
        }

        var address = new Uri(platform, path);
        var body = JsonBody.Of(members);
        return Authorised(address, account, message.At, body.Span, accessToken) is { } headers
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

    /// <summary>Null where a key suffices.</summary>
    internal static HttpDelivery? TokenRequest(ChannelAccount account) => EntraToken.Request(account, account.Setting(EntraToken.ClientSecret), Scope);

    private static IReadOnlyDictionary<string, string>? Authorised(Uri address, ChannelAccount account, DateTimeOffset at, ReadOnlySpan<byte> body, string? accessToken) =>
        accessToken is not null ? new Dictionary<string, string> { ["Authorization"] = "Bearer " + accessToken }
        : account.Setting(AzureSettings.AccessKey) is { } key ? AcsSignature.Headers("POST", address, at, body, key)
        : null;

    internal static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The platform wants an id of the form of a GUID; the same operation has the same one.</summary>
    internal static string RequestId(string operationId) =>
        Guid.TryParse(operationId, out var id) ? id.ToString() : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(operationId)).AsSpan(0, 16)).ToString();

    /// <returns>Null where the answer has to be read further.</returns>
    internal static DeliveryOutcome? Refused(DeliveryResponse response, DateTimeOffset now) => response.Status switch
    {
        >= 200 and < 300 => null,
        // Of a token. Where a key signs there is none to renew, and whoever sends says so.
        401 => new DeliveryOutcome.TokenExpired(),
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
