using Microsoft.AspNetCore.Http;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Access;

/// <summary>Who sent a request, as the authoriser established it. There is no other way to learn it.</summary>
public static class Caller
{
    /// <exception cref="InvalidOperationException">The function asks for an agent but does not require one.</exception>
    public static Agent Agent(this HttpRequest request) => request.SignedIn().Agent;

    /// <inheritdoc cref="Agent"/>
    public static SignedIn SignedIn(this HttpRequest request) =>
        request.HttpContext.Features.Get<SignedIn>() ?? throw new InvalidOperationException("The function does not require an agent.");

    /// <exception cref="InvalidOperationException">The function asks for a visitor but does not require one.</exception>
    public static Visitor Visitor(this HttpRequest request) =>
        request.HttpContext.Features.Get<Visitor>() ?? throw new InvalidOperationException("The function does not require a visitor.");
}

/// <param name="Id">The customer's id within the account.</param>
public sealed record Visitor(ChannelAccount Account, string Id);

/// <param name="Session">The id of the session that the request belongs to.</param>
public sealed record SignedIn(Agent Agent, string Session)
{
    /// <summary>How it stands with the second factor in that session, as it was half a second ago at most.</summary>
    public FactorStanding Factor { get; init; }

    /// <summary>Who said who it is; null for a password of our own.</summary>
    public string? Provider { get; init; }
}
