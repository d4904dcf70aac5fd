namespace OmniFunctions.Channels;

/// <summary>What is asked of a server to see whether an account may use it: nothing is sent there, and nothing changed.</summary>
/// <param name="What">The part of the account that is tried, as <c>smtp</c>; a word that pages translate.</param>
public sealed record Trial(string What, HttpDelivery Request);

/// <summary>Where a <see cref="Trial"/> came to an end, in the order in which it gets there.</summary>
public enum TrialFault
{
    /// <summary>No address is known under the server's name.</summary>
    NameUnknown,

    /// <summary>Nobody answers there, or not as such a server does.</summary>
    Unreachable,

    /// <summary>The server does not go over to TLS, or its certificate is not believed.</summary>
    TlsFailed,

    /// <summary>The server does not let these words in.</summary>
    SignInRefused,

    /// <summary>There is no such folder in the mailbox.</summary>
    FolderUnknown,
}
