using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Tests.Runtime;

public sealed class MailViewSpecs
{
    [Fact]
    public void A_mail_is_shown_with_its_subject_and_the_earlier_ones_apart()
    {
        var view = ItemView.Of(
            new InboundItem { Kind = ItemKind.Email, Sender = "li@example.com", DedupeKey = "<1@x>", Text = "Thanks!", Mail = new Mail("Refund") { Quoted = "\n\n> hello" } }, "key");

        Assert.Equal(("Thanks!", "Refund", "> hello"), (view.Text, view.Subject, view.Quoted));
    }

    [Fact]
    public void What_is_no_mail_has_neither() => Assert.DoesNotContain(
        "ubject", JsonSerializer.Serialize(ItemView.Of(new InboundItem { Kind = ItemKind.Text, Sender = "u", DedupeKey = "1", Text = "hi" }, "key")), StringComparison.Ordinal);
}
