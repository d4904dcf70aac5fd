using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Cost;

/// <summary>An amount as somebody else wrote it down from the vendor.</summary>
/// <param name="On">The day on which they read it; null where they do not say.</param>
/// <param name="At">Where they read it, or where they wrote it down.</param>
/// <param name="Says">The amount in the vendor's own unit, and the region.</param>
internal sealed record Quotation(DateOnly? On, Uri At, string Says);

/// <summary>What one unit costs, and where that is written.</summary>
/// <param name="Amount">Null where nobody knew it.</param>
/// <param name="Quoted">Null when it is only remembered.</param>
/// <param name="Confirmed">The day on which we read it at the source; null when we have not.</param>
internal sealed record Price(string Id, string Unit, decimal? Amount, Uri Source, Quotation? Quoted, DateOnly? Confirmed)
{
    /// <summary>Nothing but memory stands behind the amount.</summary>
    public bool IsRemembered => Amount is not null && Quoted is null && Confirmed is null;
}

/// <summary>What a comparable system asks.</summary>
/// <param name="PerAgent">For each agent a month; null where it is not sold by the seat.</param>
/// <param name="PerMessage">For each message in or out; null where it is not sold by use.</param>
internal sealed record SeatPrice(string System, decimal? PerAgent, decimal? PerMessage, Uri Source, Quotation? Quoted, DateOnly? Confirmed)
{
    /// <summary>Nothing but memory stands behind the amount. What asks for nothing needs no witness.</summary>
    public bool IsRemembered => Monthly(OneAgent) > 0 && Quoted is null && Confirmed is null;

    private static Workload OneAgent { get; } = new(1, 1, 1, 0, 1);

    public decimal Monthly(Workload work) => ((PerAgent ?? 0) * work.Agents) + ((PerMessage ?? 0) * work.Messages);
}

/// <summary>A dated document of prices: docs/prices.json, or one of yours.</summary>
internal sealed record PriceList(DateOnly Date, string Currency, string Basis, string Warning, IReadOnlyList<Price> Prices, IReadOnlyList<SeatPrice> Seats)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Price this[string id] => Prices.First(price => price.Id == id);

    /// <summary>The prices that came with the program.</summary>
    public static PriceList Own()
    {
        using var text = new StreamReader(typeof(PriceList).Assembly.GetManifestResourceStream("prices.json")!);
        return Read(text.ReadToEnd(), out var faults) ?? throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>Null when the text is no list of prices; then all its faults are named.</summary>
    public static PriceList? Read(string text, out IReadOnlyList<string> faults)
    {
        try
        {
            var list = JsonSerializer.Deserialize<PriceList>(text, Json);
            faults = list is null ? ["It is empty."] : [.. Faults(list)];
            return faults.Count == 0 ? list : null;
        }
        catch (JsonException e)
        {
            faults = [string.Create(CultureInfo.InvariantCulture, $"Line {e.LineNumber + 1}: {e.Message}")];
            return null;
        }
    }

    private static IEnumerable<string> Faults(PriceList list)
    {
        if (list.Prices is null || list.Seats is null)
        {
            yield return "'prices' and 'seats' are needed.";
            yield break;
        }

        foreach (var id in AzureBill.PricesUsed.Concat(MachineBill.PricesUsed).Except(list.Prices.Select(price => price.Id))) yield return $"The price '{id}' is missing.";
        foreach (var same in list.Prices.GroupBy(price => price.Id).Where(same => same.Count() > 1)) yield return $"The price '{same.Key}' is there twice.";
        foreach (var price in list.Prices.Where(price => price.Amount < 0)) yield return $"The price '{price.Id}' is less than nothing.";
    }
}
