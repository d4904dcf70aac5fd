namespace OmniFunctions.Channels;

/// <summary>A purchase, as a shop's platform tells of it.</summary>
/// <param name="Id">The shop's own number of it, by which people ask.</param>
/// <param name="PlatformId">The platform's, where it has another.</param>
/// <param name="Total">As a decimal number in digits, in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Status">The platform's own word.</param>
public sealed record Order(string Id, string? PlatformId = null, string? Total = null, string? Currency = null, string? Status = null)
{
    public const int MaxLines = 100;

    public IReadOnlyList<OrderLine> Lines { get; init; } = [];
}

public sealed record OrderLine(string? Title, string? Sku, int Quantity, string? Price = null);
