using System.Globalization;

namespace OmniFunctions.Local.Tables;

internal enum FilterToken
{
    End,
    Open,
    Close,
    Word,
    Value,
}

/// <summary>Cuts filter text into brackets, words and typed literals; holds the token it stands on.</summary>
internal struct FilterTokens(string source)
{
    private int position;
    private object? value;

    public FilterToken Kind { get; private set; }

    /// <summary>The word stood on; empty for another token.</summary>
    public string Text { get; private set; } = "";

    public void Next()
    {
        while (position < source.Length && char.IsWhiteSpace(source[position])) position++;
        (Text, value) = ("", null);
        if (position == source.Length)
        {
            Kind = FilterToken.End;
            return;
        }

        var first = source[position];
        if (first is '(' or ')')
        {
            position++;
            Kind = first == '(' ? FilterToken.Open : FilterToken.Close;
        }
        else if (first == '\'')
        {
            Literal(Quoted());
        }
        else if (char.IsAsciiDigit(first) || first is '-' or '+' or '.')
        {
            Literal(Number());
        }
        else
        {
            Word();
        }
    }

    public bool Take(FilterToken kind)
    {
        if (Kind != kind) return false;
        Next();
        return true;
    }

    public bool TakeWord(string word)
    {
        if (Kind != FilterToken.Word || Text != word) return false;
        Next();
        return true;
    }

    public string TakeName()
    {
        var name = Text;
        return Take(FilterToken.Word) ? name : throw Unexpected();
    }

    public object TakeValue()
    {
        var taken = value;
        return Take(FilterToken.Value) ? taken! : throw Unexpected();
    }

    public readonly FormatException Unexpected() => new($"The filter cannot be read at position {position} of '{source}'.");

    private void Word()
    {
        var start = position;
        while (position < source.Length && (char.IsLetterOrDigit(source[position]) || source[position] == '_')) position++;
        if (position == start) throw Unexpected();
        Text = source[start..position];
        Kind = FilterToken.Word;
        if (Text is "true" or "false") Literal(Text == "true");
        else if (position < source.Length && source[position] == '\'') Literal(Typed(Text, Quoted()));
    }

    private readonly object Typed(string type, string text)
    {
        try
        {
            return type switch
            {
                "datetime" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                "guid" => Guid.Parse(text),
                "X" or "binary" => Convert.FromHexString(text),
                _ => throw Unexpected(),
            };
        }
        catch (FormatException)
        {
            throw Unexpected();
        }
    }

    private string Quoted()
    {
        var start = ++position;
        while (position < source.Length)
        {
            if (source[position] != '\'')
            {
                position++;
            }
            else if (position + 1 < source.Length && source[position + 1] == '\'')
            {
                position += 2;
            }
            else
            {
                return source[start..position++].Replace("''", "'", StringComparison.Ordinal);
            }
        }

        throw Unexpected();
    }

    private object Number()
    {
        var start = position++;
        while (position < source.Length && (char.IsAsciiDigit(source[position]) || source[position] is '.' or 'e' or 'E'
            || (source[position] is '-' or '+' && source[position - 1] is 'e' or 'E'))) position++;
        var text = source.AsSpan(start, position - start);
        if (position < source.Length && source[position] is 'L' or 'l')
        {
            position++;
            return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var wide) ? wide : throw Unexpected();
        }

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var narrow)) return narrow;
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return number;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : throw Unexpected();
    }

    private void Literal(object literal)
    {
        Kind = FilterToken.Value;
        value = literal;
        Text = "";
    }
}
