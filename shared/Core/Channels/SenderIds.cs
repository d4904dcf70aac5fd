namespace OmniFunctions.Channels;

/// <summary>Within what a channel's ids of customers mean the same customer.</summary>
public enum SenderIds
{
    /// <summary>Each account has its own.</summary>
    OfAccount,

    /// <summary>Every account of the platform sees the same one.</summary>
    OfPlatform,

    /// <summary>The platform hides the customer behind an id of the shop's and the app's, for a time only.</summary>
    Masked,
}
