using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Crash.Faults.Races;

/// <summary>F23: somebody nobody knew writes several messages, and two workers take them in at once. There is one customer and one conversation.</summary>
internal sealed class FirstMessagesInParallel : Race
{
    public override string Id => "F23";

    public override string Name => "First messages of a new customer in parallel";

    protected override string Violation => "duplicate customers and conversations";

    protected override int Messages => 3;

    protected override IEnumerable<WebhookRequest> Deliveries(int lane, int heat)
    {
        var sender = ((long)lane << 32) + heat;
        return Enumerable.Range(1, Messages).Select(i => BotUpdate.Of(sender, (sender << 2) + i, string.Create(CultureInfo.InvariantCulture, $"{sender} says {i}")));
    }

    protected override async Task<IReadOnlyList<string>> FaultsOfAsync(Workers workers, ConversationKey key)
    {
        var messages = await MessagesOfAsync(workers, key);
        return messages == Messages ? [] : [$"{key} has {messages} messages instead of {Messages}"];
    }

    protected override IReadOnlyList<string> FaultsOfAll(int conversations, int races) =>
        conversations == races ? [] : [$"{races} customers have {conversations} conversations"];
}
