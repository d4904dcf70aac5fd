using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Cost;

/// <summary>What one unit costs, and where that is written.</summary>
/// <param name="Amount">Null where nobody knew it.</param>
/// <param name="Confirmed">The day on which somebody read it at the source; null when nobody has.</param>
internal sealed record Price(string Id, string Unit, decimal? Amount, Uri Source, DateOnly? Confirmed);

/// <summary>What a comparable system asks.</summary>
/// <param name="PerAgent">For each agent a month; null where it is not sold by the seat.</param>
/// <param name="PerMessage">For each message in or out; null where it is not sold by use.</param>
internal sealed record SeatPrice(string System, decimal? PerAgent, decimal? PerMessage, Uri Source, DateOnly? Confirmed)
{
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
