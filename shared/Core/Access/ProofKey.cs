using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Access;

/// <summary>
/// Proof key for code exchange (RFC 7636): who begins a sign-in keeps a secret, and shows its hash where they begin and itself where they finish. A code that
/// somebody else got hold of is worth nothing without it.
/// </summary>
public static class ProofKey
{
    /// <summary>The only method that is used: <c>plain</c> shows the secret itself.</summary>
    public const string Method = "S256";

    /// <summary>Of the secret, drawn by whoever makes it: 256 bits, as section 4.1 recommends.</summary>
    public const int Bytes = 32;

    public static string VerifierOf(ReadOnlySpan<byte> drawn) => Base64Url.EncodeToString(drawn);

    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
