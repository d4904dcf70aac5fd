using System.Globalization;

namespace OmniFunctions.Channels;

/// <summary>A platform's answer that holds an access token and for how many seconds it is good.</summary>
internal static class TokenAnswer
{
    private const int MaxTokenLength = 4_096;

    /// <param name="lifetimeMember">A number, or its digits as a text.</param>
    internal static AccessToken? Read(DeliveryResponse response, string tokenMember, string lifetimeMember)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return response.Status == 200
            && fault is null
            && root.String(tokenMember) is { Length: > 0 and <= MaxTokenLength } token
            && int.TryParse(root.Id(lifetimeMember), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0
            ? new AccessToken(token, seconds)
            : null;
    }
}
