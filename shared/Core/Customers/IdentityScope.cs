using OmniFunctions.Channels;

namespace OmniFunctions.Customers;

/// <summary>
/// Within what a platform's id of a customer means the same customer. The same letters in another scope are somebody else, whatever they
/// look like.
/// </summary>
/// <param name="Platform">As <c>telegram</c>.</param>
/// <param name="Shop">Where ids are the shop's; null where they are not.</param>
/// <param name="App">Where ids are the app's or account's; null where the whole platform has the same ones.</param>
/// <param name="ValidUntil">When a masked id stops meaning this customer; null where an id is for ever.</param>
public sealed record IdentityScope(string Platform, string? Shop, string? App, DateTimeOffset? ValidUntil)
{
    /// <summary>The platform hides who it is behind an id of its own making: such an id is an address, no person.</summary>
    public bool IsMasked => ValidUntil is not null;

    public static IdentityScope Of(AccountKey account, Capabilities? capabilities, DateTimeOffset now) => capabilities?.SenderIds switch
    {
        SenderIds.OfPlatform => new(account.Channel, null, null, null),
        SenderIds.Masked => new(account.Channel, account.Account, account.Account, now + capabilities.SenderIdsValidFor),
        SenderIds.OfAccount or null => new(account.Channel, null, account.Account, null),
        var other => throw new InvalidOperationException($"No scope for {other}."),
    };

    /// <summary>Equal ids in both are the same customer.</summary>
    public bool IsSameAs(IdentityScope other) => !IsMasked && !other.IsMasked && (Platform, Shop, App) == (other.Platform, other.Shop, other.App);
}
