using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Access;

/// <summary>
/// Codes to write down, each good once, for whoever has lost the device of the second factor. They are drawn and long enough that a plain hash keeps
/// them: nobody tries fifty bits.
/// </summary>
public static class RecoveryCodes
{
    public const int Count = 10;

    /// <summary>Of one code, drawn by whoever makes it: 50 bits in ten letters.</summary>
    public const int Letters = 10;

    /// <summary>None that people take for another when they write by hand.</summary>
    public const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>What is kept of a code. However it was typed: with spaces, hyphens or capitals.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(code))));

    /// <summary>As people read it: two groups with a hyphen.</summary>
    public static string Written(string code) => $"{code[..(Letters / 2)]}-{code[(Letters / 2)..]}";

    /// <returns>Those that are left when the code is used; null when it is none of them.</returns>
    public static IReadOnlyList<string>? Use(IReadOnlyList<string> hashes, string code)
    {
        if (Plain(code).Length != Letters) return null;
        var hash = HashOf(code);
        return hashes.Contains(hash) ? [.. hashes.Where(one => one != hash)] : null;
    }

    private static string Plain(string code) => new([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
}
