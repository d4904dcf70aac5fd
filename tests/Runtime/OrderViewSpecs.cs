using OmniFunctions.Channels;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Tests.Runtime;

public sealed class OrderViewSpecs
{
    [Fact]
    public void News_of_an_order_is_shown_with_the_order()
    {
        var order = new Order("1001", "2026", "59.90", "CNY", "TRADE_SUCCESS") { Lines = [new OrderLine("茶杯", "cup", 2, "29.95")] };

        Assert.Same(order, ItemView.Of(new InboundItem { Kind = ItemKind.Order, Sender = "2088", DedupeKey = "n1", Order = order }, "key").Order);
    }
}
