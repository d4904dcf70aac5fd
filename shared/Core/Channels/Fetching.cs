namespace OmniFunctions.Channels;

/// <summary>What a platform's answer is when the content of a media was asked for.</summary>
public abstract record Fetched
{
    private Fetched() { }

    /// <param name="Mime">As the platform says it; what it really is, the store finds out.</param>
    public sealed record Content(ReadOnlyMemory<byte> Bytes, string? Mime, string? FileName = null) : Fetched;

    /// <summary>Only where it is.</summary>
    public sealed record Elsewhere(HttpDelivery Request) : Fetched;

    public sealed record TokenExpired : Fetched;

    /// <summary>It is not there any more, or not for us. Asking again changes nothing.</summary>
    public sealed record Gone(string? PlatformCode) : Fetched;

    /// <summary>Asking again later may help.</summary>
    public sealed record NotNow : Fetched;
}
