using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Access;

/// <summary>
/// One-time passwords by the time (TOTP) after RFC 6238, over HOTP of RFC 4226: six digits from HMAC-SHA-1 and steps of thirty seconds, which is
/// what every authenticator app does whatever else it is told.
/// </summary>
public static class Totp
{
    public const int Digits = 6;
    public const int StepSeconds = 30;

    /// <summary>Of the key: 160 bits, as long as the hash (RFC 4226, section 4, R6).</summary>
    public const int KeyBytes = 20;

    /// <summary>Steps before and after the present one that still count, for a clock that is wrong and a person who types slowly.</summary>
    public const int Drift = 1;

    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeOf(ReadOnlySpan<byte> key, long step) => CodeOf(key, step, Digits, HashAlgorithmName.SHA1);

    /// <param name="lastStep">The step whose code was taken last: that code and all before it are used up (RFC 6238, section 5.2). Null when none was.</param>
    /// <returns>The step that the code is of; null when it is of none that counts now.</returns>
    public static long? StepOf(ReadOnlySpan<byte> key, string code, DateTimeOffset now, long? lastStep)
    {
        if (code.Length != Digits || !code.All(char.IsAsciiDigit)) return null;
        long? found = null;
        // Every step is compared in full, so that the time tells nothing of which one it was.
        for (var step = StepOf(now) - Drift; step <= StepOf(now) + Drift; step++)
        {
            var isSame = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeOf(key, step)), Encoding.ASCII.GetBytes(code));
            if (isSame && (lastStep is null || step > lastStep)) found = step;
        }

        return found;
    }

    /// <summary>What an authenticator app reads, as text or as a picture of it.</summary>
    public static string Address(ReadOnlySpan<byte> key, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Base32(key)}&issuer={Uri.EscapeDataString(issuer)}"
        + string.Create(CultureInfo.InvariantCulture, $"&algorithm=SHA1&digits={Digits}&period={StepSeconds}");

    /// <summary>After RFC 4648, without padding: what people type into an app that cannot read pictures.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        const int Bits = 5;
        var text = new StringBuilder();
        var (held, count) = (0, 0);
        foreach (var one in bytes)
        {
            (held, count) = ((held << 8) | one, count + 8);
            for (; count >= Bits; count -= Bits) text.Append(Letters[(held >> (count - Bits)) & 31]);
            held &= (1 << count) - 1;
        }

        if (count > 0) text.Append(Letters[(held << (Bits - count)) & 31]);
        return text.ToString();
    }

    /// <summary>In every form that the standard knows; its test vectors are of eight digits.</summary>
    public static string CodeOf(ReadOnlySpan<byte> key, long step, int digits, HashAlgorithmName hash)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA512.HashSizeInBytes];
        var length = CryptographicOperations.HmacData(hash, key, counter, mac);
        var offset = mac[length - 1] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[offset..]) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
