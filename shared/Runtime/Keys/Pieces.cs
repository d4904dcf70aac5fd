using Azure.Data.Tables;

namespace OmniFunctions.Runtime.Keys;

/// <summary>Bytes of any size in a row: one property holds at most 64 KiB, a row at most 1 MiB.</summary>
internal static class Pieces
{
    private const int MaxPieceBytes = 60_000;
    private const int MaxPieces = 15;

    public static void Put(this TableEntity row, string property, byte[] bytes)
    {
        var pieces = Math.Max(1, (bytes.Length + MaxPieceBytes - 1) / MaxPieceBytes);
        if (pieces > MaxPieces) throw new InvalidOperationException($"{bytes.Length} bytes are more than a row holds.");
        for (var i = 0; i < pieces; i++)
        {
            var from = i * MaxPieceBytes;
            row[Name(property, i)] = pieces == 1 ? bytes : bytes[from..Math.Min(bytes.Length, from + MaxPieceBytes)];
        }
    }

    /// <summary>Null when the row has no such property.</summary>
    public static byte[]? Take(this TableEntity row, string property)
    {
        if (row.GetBinary(property) is not { } first) return null;
        if (!row.ContainsKey(Name(property, 1))) return first;
        var whole = new List<byte>(first);
        for (var i = 1; row.GetBinary(Name(property, i)) is { } piece; i++) whole.AddRange(piece);
        return [.. whole];
    }

    private static string Name(string property, int piece) => piece == 0 ? property : $"{property}{piece}";
}
