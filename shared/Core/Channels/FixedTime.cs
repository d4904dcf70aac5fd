using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels;

/// <summary>Compares secrets in a time that tells nothing of where they differ.</summary>
internal static class FixedTime
{
    internal static bool Equal(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
