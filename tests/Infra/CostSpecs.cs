using System.Text.RegularExpressions;
using OmniFunctions.Cost;
using OmniFunctions.Tests.Infra.Bicep;

namespace OmniFunctions.Tests.Infra;

[Collection(ParsedFiles.Name)]
public sealed class CostSpecs(InfraFiles infra)
{
    private static readonly PriceList Prices = PriceList.Own();
    private static readonly Workload Month = new(20_000, 12, 50, 200, 12);

    [Fact]
    public void Every_price_names_its_source_and_the_list_its_day()
    {
        Assert.NotEqual(default, Prices.Date);
        Assert.All(Prices.Prices, price => Assert.Equal("https", price.Source.Scheme));
        Assert.All(Prices.Seats, seat => Assert.Equal("https", seat.Source.Scheme));
        // What nobody has read at its source must not look as if somebody had.
        if (Prices.Prices.Any(price => price.Confirmed is null)) Assert.Contains("confirm", Prices.Warning, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_is_quoted_says_where_and_what_and_comes_to_the_amount()
    {
        var quoted = Prices.Prices.Where(price => price.Quoted is not null).ToList();
        Assert.NotEmpty(quoted);
        foreach (var (price, quotation) in quoted.Select(price => (price, price.Quoted!)))
        {
            Assert.Equal("https", quotation.At.Scheme);
            Assert.True(quotation.On is null || quotation.On <= Prices.Date, $"{price.Id} was read after the list was written.");

            // An hour or a day as the vendor counts it is a month here, ten or ten thousand of something a million.
            var said = decimal.Parse(Regex.Match(quotation.Says, @"^[0-9.]+").Value, System.Globalization.CultureInfo.InvariantCulture);
            var times = quotation.Says switch
            {
                _ when quotation.Says.Contains(" an hour", StringComparison.Ordinal) => 730,
                _ when quotation.Says.Contains(" for 10,000", StringComparison.Ordinal) => 100,
                _ when quotation.Says.Contains(" for 10,", StringComparison.Ordinal) => 100_000,
                _ => 1,
            };
            Assert.True(Math.Abs((said * times) - price.Amount!.Value) <= 0.005m * price.Amount.Value, $"{price.Id} is {price.Amount}, its source says {said * times}.");
        }
    }

    [Fact]
    public void What_is_only_remembered_is_named_with_the_bill()
    {
        var remembered = Prices.Prices.Where(price => price.IsRemembered).Select(price => price.Id).Concat(Prices.Seats.Where(seat => seat.IsRemembered).Select(seat => seat.System)).ToList();
        var output = new StringWriter();
        Assert.Equal(0, CostCommand.Run([], output, TextWriter.Null));
        Assert.All(remembered, name => Assert.Contains(name, output.ToString(), StringComparison.Ordinal));
        Assert.Equal(remembered.Count > 0, output.ToString().Contains("Only remembered: ", StringComparison.Ordinal));
        Assert.DoesNotContain(Prices.Seats, seat => seat.IsRemembered && seat.PerAgent is 0);
    }

    [Fact]
    public void The_systems_that_are_compared_are_the_six_of_the_feature_table()
    {
        foreach (var name in (string[])["Chatwoot", "LibreDesk", "Dynamics 365", "Amazon Connect", "Genesys", "Zendesk"])
            Assert.Single(Prices.Seats, seat => seat.System.StartsWith(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(Edition.Dev))]
    [InlineData(nameof(Edition.Test))]
    [InlineData(nameof(Edition.Prod))]
    public void More_work_never_costs_less(string name)
    {
        var edition = Enum.Parse<Edition>(name);
        var previous = AzureBill.Of(Month with { Conversations = 1 }, edition, Prices).Known;
        for (var conversations = 10L; conversations <= 10_000_000; conversations *= 10)
        {
            var bill = AzureBill.Of(Month with { Conversations = conversations }, edition, Prices).Known;
            Assert.True(bill >= previous, $"{conversations}: {bill} < {previous}");
            previous = bill;
        }
    }

    [Fact]
    public void A_price_that_nobody_knows_is_shown_and_not_taken_for_nothing()
    {
        var bill = AzureBill.Of(Month, Edition.Prod, Prices with { Prices = [.. Prices.Prices.Select(price => price.Id == "durable.capacityUnit" ? price with { Amount = null } : price)] });
        Assert.Contains(bill.Unknown, line => line.Service == "Durable Task Scheduler");
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, CostCommand.Run([], output, error));
        if (Prices["durable.capacityUnit"].Amount is null) Assert.Contains("without what is not known", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bill_can_be_added_up_by_hand()
    {
        var bill = AzureBill.Of(new Workload(1_000_000, 10, 1, 0, 1), Edition.Test, Prices);
        // Ten million messages of four operations are forty million, of which thirteen are included.
        Assert.Equal(27, bill.Lines.Single(line => line.Service == "Service Bus: operations").Quantity);
        Assert.Equal(27 * 0.80m, bill.Lines.Single(line => line.Service == "Service Bus: operations").Amount);
        Assert.Equal(90, bill.Lines.Single(line => line.Service == "Durable Task Scheduler").Quantity);
    }

    [Fact]
    public void Units_grow_with_open_conversations_up_to_a_million()
    {
        var few = Capacity.OfOpen(1_000);
        Assert.Equal((1, 1, 2, 3, 2), (few.Instances, few.MessagingUnits, few.ThroughputUnits, few.CapacityUnits, few.SignalRUnits));
        // 1,667 messages a second, 105,000 connections.
        var many = Capacity.OfOpen(1_000_000);
        Assert.Equal((34, 2, 7, 8, 105), (many.Instances, many.MessagingUnits, many.ThroughputUnits, many.CapacityUnits, many.SignalRUnits));
    }

    [Fact]
    public void The_sizes_are_those_of_the_parameter_files()
    {
        var prod = infra.Files["parameters/prod.bicepparam"];
        var need = Capacity.OfOpen(1);
        Assert.Equal(need.AlwaysReady.ToString(System.Globalization.CultureInfo.InvariantCulture), prod.Literal(prod.Variable("alwaysReady").Children[^1]));
        Assert.Equal(need.CapacityUnits.ToString(System.Globalization.CultureInfo.InvariantCulture), prod.Literal(prod.Variable("schedulerCapacityUnits").Children[^1]));
        Assert.Equal(need.SignalRUnits.ToString(System.Globalization.CultureInfo.InvariantCulture), prod.Literal(prod.Variable("signalrUnits").Children[^1]));
        Assert.Equal(need.ThroughputUnits.ToString(System.Globalization.CultureInfo.InvariantCulture), prod.Literal(prod.Variable("eventHubThroughputUnits").Children[^1]));

        var bill = AzureBill.Of(Month, Edition.Prod, Prices);
        var endpoints = infra.Main.Variable("endpoints").All("array").First().Children.Count(child => child.Type == "object") + 1;
        var zones = infra.Module("network").Members(infra.Module("network").Variable("zoneNames").Child("object")!).Count;
        Assert.Equal(endpoints, bill.Lines.Single(line => line.Service == "Private endpoints").Quantity);
        Assert.Equal(zones, bill.Lines.Single(line => line.Service == "Private zones").Quantity);
    }

    [Fact]
    public void A_list_of_prices_is_refused_with_all_faults()
    {
        Assert.Null(PriceList.Read("""{"date":"2026-01-01","currency":"USD","basis":"","warning":"","prices":[{"id":"x","unit":"u","amount":-1,"source":"https://example.com"}],"seats":[]}""", out var faults));
        Assert.Contains(faults, fault => fault.Contains("'machine.server' is missing", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("'x' is less than nothing", StringComparison.Ordinal));
        Assert.Null(PriceList.Read("no list", out faults));
        Assert.Single(faults);
    }

    [Theory]
    [InlineData("--conversations", "0")]
    [InlineData("--edition", "gold")]
    [InlineData("nonsense")]
    public void What_is_not_understood_is_said(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(2, CostCommand.Run(args, output, error));
        Assert.Empty(output.ToString());
        Assert.Contains("Usage: cost", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_what_the_command_prints()
    {
        var page = File.ReadAllText(Path.Combine(InfraFiles.Root, "docs", "cost.md"));
        foreach (Match block in Regex.Matches(page, @"```\n\$ dotnet run --project functions -- cost ?([^\n]*)\n(.*?)```", RegexOptions.Singleline))
        {
            var output = new StringWriter();
            Assert.Equal(0, CostCommand.Run(block.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, TextWriter.Null));
            Assert.Equal(output.ToString().ReplaceLineEndings("\n").Trim(), block.Groups[2].Value.Trim());
        }

        Assert.Equal(2, Regex.Count(page, @"\$ dotnet run --project functions -- cost"));
    }
}
