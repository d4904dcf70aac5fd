using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>Whatever a customer or an agent sent has a line in the list of conversations.</summary>
public sealed class OneLineSpecs
{
    private static readonly InboundItem Bare = new() { Kind = ItemKind.Text, Sender = "c1", DedupeKey = "1" };

    public static TheoryData<InboundItem, string> Items => new()
    {
        { Bare with { Text = "hello" }, "hello" },
        { Bare with { Kind = ItemKind.Comment, Text = "多少钱" }, "多少钱" },
        { Bare with { Kind = ItemKind.Edit, Text = "hello!" }, "hello!" },
        { Bare with { Kind = ItemKind.Image, Media = new Media("m") }, "" },
        { Bare with { Kind = ItemKind.Voice, Text = "where is it", Media = new Media("m") }, "where is it" },
        { Bare with { Kind = ItemKind.Video, Media = new Media("m") }, "" },
        { Bare with { Kind = ItemKind.File, Media = new Media("m", FileName: "bill.pdf") }, "bill.pdf" },
        { Bare with { Kind = ItemKind.Location, Location = new Location(23.134, 113.358, " ", "Tianhe Road") }, "Tianhe Road" },
        { Bare with { Kind = ItemKind.Location, Location = new Location(23.134, 113.358) }, "23.13400, 113.35800" },
        { Bare with { Kind = ItemKind.Link, Link = new Link("News", "https://n") }, "News" },
        { Bare with { Kind = ItemKind.Link, Link = new Link(null, "https://n") }, "https://n" },
        { Bare with { Kind = ItemKind.Card, Card = new Card("Order 1024", "wx1", "pages/order") }, "Order 1024" },
        { Bare with { Kind = ItemKind.Order, Name = "orders/paid", Order = new Order("1024") }, "1024 · orders/paid" },
        { Bare with { Kind = ItemKind.Email, Mail = new Mail("Refund") }, "Refund" },
        { Bare with { Kind = ItemKind.Postback, Payload = "yes" }, "yes" },
        { Bare with { Kind = ItemKind.Command, Name = "start", Payload = "shop" }, "start · shop" },
        { Bare with { Kind = ItemKind.Event, Name = "subscribe" }, "subscribe" },
        { Bare with { Kind = ItemKind.Status, Receipt = new Receipt(ReceiptState.Read, "m1") }, "Read" },
        { Bare with { Kind = ItemKind.Unsupported, Name = "sticker" }, "sticker" },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public void An_item_says_in_a_line_what_it_is_about(InboundItem item, string line) => Assert.Equal(line, OneLine.Of(item));

    [Fact]
    public void There_is_a_line_for_every_kind_though_nothing_else_is_known_of_it() =>
        Assert.All(Enum.GetValues<ItemKind>(), kind => Assert.NotNull(OneLine.Of(Bare with { Kind = kind })));

    public static TheoryData<OutgoingContent, string> Contents => new()
    {
        { new OutgoingContent.Text("hello"), "hello" },
        { new OutgoingContent.Attachment(ItemKind.File, new OutgoingFile("bill.pdf", "application/pdf", default)), "bill.pdf" },
        { new OutgoingContent.Place(new Location(1, 2, "Shop")), "Shop" },
        { new OutgoingContent.Page(new Link("", "https://n")), "https://n" },
        { new OutgoingContent.MiniProgram(new Card(null, "wx1", "pages/order")), "pages/order" },
        { new OutgoingContent.Choices("Which?", [new Choice("a", "A")]), "Which?" },
        { new OutgoingContent.OrderCard(new Order("1024")), "1024" },
        { new OutgoingContent.Template("shipped", "en", []), "shipped" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void So_does_what_an_agent_sends(OutgoingContent content, string line) => Assert.Equal(line, OneLine.Of(content));

    [Fact]
    public void Every_content_that_can_be_sent_is_among_them() =>
        Assert.Equal(typeof(OutgoingContent).GetNestedTypes().Length, Contents.Select(row => ((object[])row)[0].GetType()).Distinct().Count());
}
