using System.Text;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Tests.Runtime;

public sealed class SealingSpecs
{
    private static readonly Place Here = new("Table", "partition", "row", "Data");
    private static readonly string OldKey = Convert.ToBase64String(Encoding.ASCII.GetBytes("an old key of thirty-two bytes!!"));
    private static readonly string NewKey = Convert.ToBase64String(Encoding.ASCII.GetBytes("a new key of thirty-two bytes!!!"));

    [Fact]
    public void What_was_sealed_opens_at_its_place_only()
    {
        using var sealer = new Sealer(new SealingKeys(NewKey));
        var bytes = sealer.Seal("退款"u8, Here);
        Assert.Equal("退款"u8.ToArray(), sealer.Open(bytes, Here));
        Assert.Throws<SealBrokenException>(() => sealer.Open(bytes, Here with { Row = "another" }));
        Assert.Throws<SealBrokenException>(() => sealer.Open(bytes.AsSpan(0, 10), Here));
        bytes[^1] ^= 1;
        Assert.Throws<SealBrokenException>(() => sealer.Open(bytes, Here));
    }

    [Fact]
    public void An_old_key_opens_what_it_sealed_until_it_is_taken_away()
    {
        using var before = new Sealer(new SealingKeys($"1:{OldKey}"));
        var bytes = before.Seal("text"u8, Here);
        using var during = new Sealer(new SealingKeys($"2:{NewKey};1:{OldKey}"));
        Assert.Equal("text"u8.ToArray(), during.Open(bytes, Here));
        using var after = new Sealer(new SealingKeys($"2:{NewKey}"));
        Assert.Throws<SealBrokenException>(() => after.Open(bytes, Here));
    }

    [Fact]
    public void A_key_of_the_wrong_length_is_refused_at_once() =>
        Assert.Throws<InvalidOperationException>(() => new SealingKeys(Convert.ToBase64String(new byte[16])));

    [Fact]
    public async Task Nothing_a_customer_wrote_or_is_called_lies_in_clear_on_the_disk()
    {
        const string canary = "canary-4711";
        const long sender = 918_273_645_546;
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(sender, $"my name is {canary}");
        await runtime.OfferAndAcceptAsync(key, new AgentId("lin"));
        await runtime.Conversations.ApplyAsync(key, new ConversationCommand.SendReply(new AgentId("lin"), "m1", $"hello {canary}"));
        await runtime.KnockAsync(RuntimeUnderTest.Update(sender, canary));
        foreach (var file in runtime.Folder.GetFiles("omni.db*"))
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"{sender}")));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("Mei"u8));
        }
    }
}
