using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends the returned <see cref="SignalRMessageAction"/> or <see cref="SignalRGroupAction"/>, or an array of them, to a hub.</summary>
public sealed class SignalROutputAttribute : OutputBindingAttribute
{
    public string? HubName { get; set; }

    /// <summary>The setting that holds the connection string; <c>AzureSignalRConnectionString</c> where null.</summary>
    public string? ConnectionStringSetting { get; set; }
}

/// <summary>Gives the function what a client needs to connect.</summary>
public sealed class SignalRConnectionInfoInputAttribute : InputBindingAttribute
{
    public string? HubName { get; set; }

    public string? ConnectionStringSetting { get; set; }

    /// <summary>A text, or one with <c>{headers.name}</c> or <c>{query.name}</c>, which any client can forge. Prefer ServerlessHub.</summary>
    public string? UserId { get; set; }

    public string? IdToken { get; set; }

    public string[]? ClaimTypeList { get; set; }
}
