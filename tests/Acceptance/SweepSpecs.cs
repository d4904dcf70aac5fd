using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;

namespace OmniFunctions.Tests.Acceptance;

public sealed class SweepSpecs(TheSystem system) : Scenario(system)
{
    private static readonly AccountKey Account = new(new TenantId("demo"), "telegram", "bot");

    /// <summary>As after a death between the log and the bell that nobody repeats. It takes the real time of a sweep.</summary>
    [Fact]
    public async Task A_conversation_that_nobody_rang_for_is_found_and_offered()
    {
        await Li.SetPresenceAsync("online");
        var text = Customers.Unique("nobody rings");
        var sender = Customers.UniqueOpenId();
        var person = await Omni.Services.GetRequiredService<PeopleStore>().PersonOfAsync(Account, sender, CancellationToken.None);
        var key = new ConversationKey(Account.Tenant, ConversationId.Of(person, 1));
        var item = new InboundItem { Kind = ItemKind.Text, Sender = sender, DedupeKey = text, Text = text };
        await Omni.Services.GetRequiredService<ConversationStore>().ApplyAsync(
            key, new ConversationCommand.Receive(person, text, new Leg(Account, sender, null), item, DateTimeOffset.UtcNow));

        await Task.Delay(Sweep.LongestDelay);
        await InPhaseAsync(Li, "mine", text, "offered");
    }
}
