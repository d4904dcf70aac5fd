using System.Text;

namespace OmniFunctions.Lab;

/// <summary>Columns that stand under each other, also where one cell is Chinese.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const int Gap = 2;
    private readonly List<string[]> rows = [headings];

    public void Add(params string[] cells) => rows.Add(cells);

    /// <param name="left">Columns that begin on the left; figures stand on the right.</param>
    public string Text(int left = 1)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => rows.Max(row => WidthOf(row[column]))).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var line = string.Concat(row.Select((cell, column) =>
            {
                var padding = new string(' ', widths[column] - WidthOf(cell));
                return (column < left ? cell + padding : padding + cell) + new string(' ', Gap);
            }));
            text.AppendLine(line.TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>Cells of a terminal: Chinese characters and full-width signs take two.</summary>
    internal static int WidthOf(string text) => text.EnumerateRunes().Sum(rune => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F
            or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    });
}
