using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Crash.Faults.Races;

/// <summary>F22: the platform delivers one message at two doors at once, and two workers take it in at once. It is stored once.</summary>
internal sealed class SameMessageAtTwoWorkers : Race
{
    public override string Id => "F22";

    public override string Name => "Two deliveries at once on two workers";

    protected override string Violation => "doubles";

    protected override int Messages => 1;

    protected override IEnumerable<WebhookRequest> Deliveries(int lane, int heat) =>
        [BotUpdate.Of(lane, ((long)lane << 32) + heat, string.Create(CultureInfo.InvariantCulture, $"message {heat}"))];
}
