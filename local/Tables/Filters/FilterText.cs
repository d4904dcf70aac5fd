using System.Globalization;
using System.Text;

namespace OmniFunctions.Local.Tables;

/// <summary>Writes values into OData filter text, each quoted as its type demands.</summary>
internal static class FilterText
{
    public static string Format(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var values = new object?[filter.ArgumentCount];
        for (var i = 0; i < values.Length; i++) values[i] = Literal(filter.GetArgument(i));
        return string.Format(CultureInfo.InvariantCulture, filter.Format, values);
    }

    /// <exception cref="NotSupportedException">No table holds such a value.</exception>
    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        StringBuilder text => Quote(text.ToString()),
        char letter => Quote(letter.ToString()),
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => unchecked((long)number).ToString(CultureInfo.InvariantCulture) + "L",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "L",
        int or short or ushort or byte or sbyte => ((IConvertible)value).ToString(CultureInfo.InvariantCulture),
        double number => Real(number),
        float number => Real(number),
        Guid id => $"guid'{id}'",
        DateTimeOffset moment => Moment(moment),
        DateTime => Moment((DateTimeOffset)EntityValue.ToStored(value)),
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexStringLower(data.ToMemory().Span)}'",
        Enum name => Quote(name.ToString()),
        _ => throw new NotSupportedException($"A table filter cannot hold a value of type {value.GetType()}."),
    };

    public static string DateTimeText(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Moment(DateTimeOffset moment) => $"datetime'{DateTimeText(moment)}'";

    /// <summary>A real without a point would be read as an integer.</summary>
    private static string Real(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E', 'N') >= 0 || double.IsInfinity(number) ? text : text + ".0";
    }
}
