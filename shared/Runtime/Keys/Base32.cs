namespace OmniFunctions.Runtime.Keys;

/// <summary>RFC 4648 base 32 in lower case: letters and digits that every key, instance id and address allows.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int BitsPerCharacter = 5;

    /// <summary>The first <paramref name="length"/> characters; the bytes must hold as many bits.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes, int length)
    {
        Span<char> text = stackalloc char[length];
        var buffer = 0;
        var bits = 0;
        var next = 0;
        for (var i = 0; i < length; i++)
        {
            if (bits < BitsPerCharacter)
            {
                buffer = (buffer << 8) | bytes[next++];
                bits += 8;
            }

            bits -= BitsPerCharacter;
            text[i] = Alphabet[(buffer >> bits) & 31];
            buffer &= (1 << bits) - 1;
        }

        return new string(text);
    }
}
