using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Crash.Faults.Races;

/// <summary>F66: a person whose identities are linked writes on two channels at the same moment, for the first time. There is one conversation.</summary>
internal sealed class OnePersonOnTwoChannels : Race
{
    private static readonly AccountKey Official = new(Workers.Tenant, "wechat-oa", "service");
    private static readonly LinkReason Reason = new LinkReason.SaidByAgent(new AgentId("lin"), "same order number");

    public override string Id => "F66";

    public override string Name => "A linked person writes on two channels at once";

    protected override string Violation => "second people, second conversations and lost messages";

    protected override int Messages => 2;

    protected override int Senders => 2;

    /// <summary>Both have been met before and have said nothing yet; somebody knows that they are one.</summary>
    protected override async Task PrepareAsync(Workers workers, int lane, int heat)
    {
        var people = workers.First.GetRequiredService<PeopleStore>();
        var person = await people.PersonOfAsync(Workers.Bot, Text(Sender(lane, heat)));
        await people.PersonOfAsync(Official, OpenId(lane, heat));
        var linked = await workers.First.GetRequiredService<IdentityStore>().LinkAsync(Workers.Tenant, IdentityStore.KeyOf(Official, OpenId(lane, heat)), person, Reason);
        if (linked is not LinkOutcome.Done) throw new InvalidOperationException($"They could not be linked: {linked}");
    }

    protected override IEnumerable<WebhookRequest> Deliveries(int lane, int heat)
    {
        var sender = Sender(lane, heat);
        yield return BotUpdate.Of(sender, sender, "here");
        yield return SignedText.At(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), OpenId(lane, heat), sender, "and there");
    }

    protected override async Task<IReadOnlyList<string>> FaultsOfAsync(Workers workers, ConversationKey key)
    {
        var messages = await MessagesOfAsync(workers, key);
        return messages == Messages ? [] : [$"{key} has {messages} messages instead of {Messages}"];
    }

    protected override IReadOnlyList<string> FaultsOfAll(int conversations, int races) =>
        conversations == races ? [] : [$"{races} people have {conversations} conversations"];

    private static long Sender(int lane, int heat) => ((long)lane << 32) + heat;

    private static string OpenId(int lane, int heat) => $"o{Text(Sender(lane, heat))}";

    private static string Text(long sender) => sender.ToString(CultureInfo.InvariantCulture);
}
