namespace OmniFunctions.Access;

/// <summary>Mail addresses by which people are told apart.</summary>
public static class MailAddress
{
    /// <summary>Of a path in RFC 5321, section 4.5.3.1.3, without its brackets.</summary>
    public const int MaxLength = 254;

    /// <summary>
    /// In the one form that is compared: small letters, and ASCII alone. Two scripts have letters that look the same, and the standard leaves open what addresses in other
    /// scripts are equal.
    /// </summary>
    /// <returns>Null for what is no address.</returns>
    public static string? Read(string? text)
    {
        if (text is not { Length: > 2 and <= MaxLength } || !text.All(c => char.IsAscii(c) && !char.IsControl(c) && !char.IsWhiteSpace(c))) return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@') ? text.ToLowerInvariant() : null;
    }

    public static string DomainOf(string address) => address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    public static string LocalPartOf(string address) => address[..address.IndexOf('@', StringComparison.Ordinal)];
}
