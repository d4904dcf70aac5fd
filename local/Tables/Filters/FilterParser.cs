namespace OmniFunctions.Local.Tables;

/// <summary>
/// Reads the filter language of the table service: comparisons, <c>and</c>, <c>or</c>, <c>not</c>, brackets.
/// Source: https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities.
/// </summary>
internal ref struct FilterParser
{
    /// <summary>The service allows 15 discrete comparisons; expressions built by code may nest deeper, but not without end.</summary>
    private const int MaxDepth = 100;

    private FilterTokens tokens;
    private int depth;

    private FilterParser(string text) => tokens = new FilterTokens(text);

    /// <exception cref="FormatException">The text is no filter; the message says where.</exception>
    public static Filter Parse(string text)
    {
        var parser = new FilterParser(text);
        parser.tokens.Next();
        var filter = parser.Or();
        if (parser.tokens.Kind != FilterToken.End) throw parser.tokens.Unexpected();
        return filter;
    }

    private Filter Or()
    {
        if (++depth > MaxDepth) throw new FormatException($"The filter nests deeper than {MaxDepth}.");
        var left = And();
        while (tokens.TakeWord("or")) left = new Filter.Or(left, And());
        depth--;
        return left;
    }

    private Filter And()
    {
        var left = Not();
        while (tokens.TakeWord("and")) left = new Filter.And(left, Not());
        return left;
    }

    private Filter Not()
    {
        if (!tokens.TakeWord("not")) return Primary();
        if (++depth > MaxDepth) throw new FormatException($"The filter nests deeper than {MaxDepth}.");
        var inner = Not();
        depth--;
        return new Filter.Not(inner);
    }

    private Filter Primary()
    {
        if (tokens.Take(FilterToken.Open))
        {
            var inner = Or();
            if (!tokens.Take(FilterToken.Close)) throw tokens.Unexpected();
            return inner;
        }

        if (tokens.Kind == FilterToken.Value)
        {
            var value = tokens.TakeValue();
            if (value is bool truth && !IsComparer(tokens)) return new Filter.Constant(truth);
            var turned = Turn(Comparison());
            return new Filter.Comparison(tokens.TakeName(), turned, value);
        }

        var property = tokens.TakeName();
        if (!IsComparer(tokens)) return new Filter.Comparison(property, Comparer.Equal, true);
        var comparer = Comparison();
        return new Filter.Comparison(property, comparer, tokens.TakeValue());
    }

    private static bool IsComparer(FilterTokens tokens) =>
        tokens.Kind == FilterToken.Word && tokens.Text is "eq" or "ne" or "lt" or "le" or "gt" or "ge";

    private Comparer Comparison()
    {
        var comparer = tokens.Text switch
        {
            "eq" => Comparer.Equal,
            "ne" => Comparer.NotEqual,
            "lt" => Comparer.Less,
            "le" => Comparer.LessOrEqual,
            "gt" => Comparer.Greater,
            "ge" => Comparer.GreaterOrEqual,
            _ => throw tokens.Unexpected(),
        };
        tokens.Next();
        return comparer;
    }

    private static Comparer Turn(Comparer comparer) => comparer switch
    {
        Comparer.Less => Comparer.Greater,
        Comparer.LessOrEqual => Comparer.GreaterOrEqual,
        Comparer.Greater => Comparer.Less,
        Comparer.GreaterOrEqual => Comparer.LessOrEqual,
        _ => comparer,
    };
}
