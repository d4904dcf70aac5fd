using System.ComponentModel;

namespace Azure.Data.Tables;

/// <summary>The cloud whose tokens the table service accepts.</summary>
public readonly struct TableAudience : IEquatable<TableAudience>
{
    private readonly string? value;

    /// <param name="value">The resource a token is asked for, as in <c>https://storage.azure.com</c>.</param>
    public TableAudience(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = value;
    }

    public static TableAudience AzureChina { get; } = new("https://storage.azure.cn");

    public static TableAudience AzureGovernment { get; } = new("https://storage.azure.us");

    public static TableAudience AzurePublicCloud { get; } = new("https://storage.azure.com");

    internal string Scope => ToString().TrimEnd('/') + "/.default";

    public static implicit operator TableAudience(string value) => new(value);

    public static bool operator ==(TableAudience left, TableAudience right) => left.Equals(right);

    public static bool operator !=(TableAudience left, TableAudience right) => !left.Equals(right);

    public bool Equals(TableAudience other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is TableAudience other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(value);

    public override string ToString() => value ?? string.Empty;
}
