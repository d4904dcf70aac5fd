using OmniFunctions.Access;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>The app of somebody with a second factor, which was told the key as text.</summary>
internal static class Authenticator
{
    /// <param name="steps">From the present one.</param>
    public static string CodeOf(string key, int steps)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(letter => Convert.ToString(Letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var bytes = Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2)).ToArray();
        return Totp.CodeOf(bytes, Totp.StepOf(DateTimeOffset.UtcNow) + steps);
    }
}
