namespace OmniFunctions.Runtime.Outbound;

/// <summary>What came of asking for an access token.</summary>
public abstract record TokenResult
{
    private TokenResult() { }

    /// <param name="Token">Null where the channel needs none.</param>
    public sealed record Ready(string? Token) : TokenResult
    {
        /// <summary>The token is a secret.</summary>
        public override string ToString() => nameof(Ready);
    }

    /// <summary>The platform would not give one: the account's settings are wrong.</summary>
    public sealed record Refused : TokenResult;

    public sealed record Unreachable : TokenResult;
}
