using System.Globalization;
using System.Text.Json;
using OmniFunctions.Lab;

namespace OmniFunctions.Cost;

/// <summary>
/// <c>cost</c>: the monthly bill of a workload by service, beside the seat prices of comparable systems and one machine; <c>cost capacity</c>: the units that so
/// many open conversations need.
/// </summary>
internal static class CostCommand
{
    public const string Usage =
        "cost [--conversations N] [--messages N] [--agents N] [--visitors N] [--months N] [--edition dev|test|prod] [--prices <file>] [--json], or cost capacity [--json]";

    private const long MaxConversations = 100_000_000;
    private static readonly string[] Named = ["--conversations", "--messages", "--agents", "--visitors", "--months", "--edition", "--prices"];
    private static readonly long[] OpenConversations = [1_000, 10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000];

    public static int Run(IEnumerable<string> args, TextWriter output, TextWriter error)
    {
        var read = Arguments.Read(args, Named, ["--json"]);
        var work = new Workload(
            read.Number("--conversations", 20_000, 1, MaxConversations),
            (int)read.Number("--messages", 12, 1, 1_000),
            (int)read.Number("--agents", 50, 1, 100_000),
            (int)read.Number("--visitors", 200, 0, 1_000_000),
            (int)read.Number("--months", 12, 1, 120));
        var edition = Enum.Parse<Edition>(read.Choice("--edition", "prod", "test", "dev"), ignoreCase: true);
        string[] faults = [.. read.Faults, .. read.Positional.Where(word => word != "capacity").Select(word => $"'{word}' is not understood.")];
        if (faults.Length > 0) return LabCommands.NotUnderstood(error, faults, Usage);

        if (read.Positional.Contains("capacity")) WriteCapacity(output, read.Has("--json"));
        else if (Prices(read.Text("--prices"), error) is { } prices) WriteCost(output, read.Has("--json"), work, edition, prices);
        else return LabCommands.Failed;
        return LabCommands.Done;
    }

    private static PriceList? Prices(string? file, TextWriter error)
    {
        if (file is null) return PriceList.Own();
        if (LabCommands.Text(file, error) is not { } text) return null;
        var prices = PriceList.Read(text, out var faults);
        foreach (var fault in faults) error.WriteLine($"{file}: {fault}");
        return prices;
    }

    private static void WriteCapacity(TextWriter output, bool asJson)
    {
        var rows = OpenConversations.Select(open => (open, need: Capacity.OfOpen(open))).ToList();
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(rows.Select(row => new { OpenConversations = row.open, row.need.Instances, row.need.MessagingUnits, row.need.ThroughputUnits, row.need.CapacityUnits, row.need.SignalRUnits }), LabCommands.Json));
            return;
        }

        var table = new TextTable("open conversations", "instances", "messaging units", "throughput units", "capacity units", "SignalR units");
        foreach (var (open, need) in rows) table.Add(Whole(open), Whole(need.Instances), Whole(need.MessagingUnits), Whole(need.ThroughputUnits), Whole(need.CapacityUnits), Whole(need.SignalRUnits));
        output.Write(table.Text());
    }

    private static void WriteCost(TextWriter output, bool asJson, Workload work, Edition edition, PriceList prices)
    {
        var (azure, machine) = (AzureBill.Of(work, edition, prices), MachineBill.Of(work, prices));
        if (asJson)
        {
            var seats = prices.Seats.Select(seat => new { seat.System, Monthly = seat.Monthly(work), seat.Source, seat.Quoted, seat.Confirmed });
            output.WriteLine(JsonSerializer.Serialize(new { work, edition, PricesOf = prices.Date, prices.Currency, prices.Warning, Azure = azure.Lines, Machine = machine.Lines, seats }, LabCommands.Json));
            return;
        }

        output.WriteLine($"{Whole(work.Conversations)} conversations of {Whole(work.MessagesPerConversation)} messages, {Whole(work.Agents)} agents, kept {Whole(work.KeptMonths)} months; edition {edition.ToString().ToLowerInvariant()}");
        output.WriteLine($"Prices of {prices.Date:yyyy-MM-dd}, {prices.Currency}. {prices.Warning}");
        if (Remembered(prices) is { Count: > 0 } remembered) output.WriteLine($"Only remembered: {string.Join(", ", remembered)}.");
        output.WriteLine();
        output.Write(Table("Azure", azure));
        output.WriteLine();
        output.Write(Table("One machine", machine));
        output.WriteLine();
        var others = new TextTable("Comparable systems, list price", "a month");
        foreach (var seat in prices.Seats) others.Add(seat.System, Money(seat.Monthly(work)));
        output.Write(others.Text());
    }

    private static IReadOnlyList<string> Remembered(PriceList prices) =>
        [.. prices.Prices.Where(price => price.IsRemembered).Select(price => price.Id), .. prices.Seats.Where(seat => seat.IsRemembered).Select(seat => seat.System)];

    private static string Table(string title, Bill bill)
    {
        var table = new TextTable(title, "quantity", "of", "a month");
        foreach (var line in bill.Lines) table.Add(line.Service, line.Quantity.ToString("#,0.##", CultureInfo.InvariantCulture), line.Unit, line.Amount is { } amount ? Money(amount) : "not known");
        table.Add("Sum" + (bill.Unknown.Any() ? ", without what is not known" : ""), "", "", Money(bill.Known));
        return table.Text();
    }

    private static string Money(decimal amount) => amount.ToString("#,0.00", CultureInfo.InvariantCulture);

    private static string Whole(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
