using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>A signature that says nothing of the body is good for one body. The number is that of the attack on the channel's plain mode.</summary>
public sealed class SpentProofSpecs
{
    private static readonly Dictionary<string, string?> Window = new() { ["Omni:Accounts:demo:wechat-oa:service:replay_window_seconds"] = "600" };

    private static readonly ConditionalWeakTable<RuntimeUnderTest, string> Times = [];

    [Fact]
    public async Task T04_who_saw_a_plain_signature_says_nothing_else_with_it()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync(settings: Window);
        Assert.Equal(200, await KnockAsync(runtime, "n1", Text(1, "where is my order?")));
        Assert.Equal(401, await KnockAsync(runtime, "n1", Text(2, "send it to another address")));
        // The platform's own repetition is welcome, and so is the next message.
        Assert.Equal(200, await KnockAsync(runtime, "n1", Text(1, "where is my order?")));
        Assert.Equal(200, await KnockAsync(runtime, "n2", Text(3, "thank you")));
        Assert.Equal(2, (await runtime.TakeInboundAsync(2)).Count);
    }

    [Fact]
    public async Task T04_it_is_remembered_over_a_restart_and_forgotten_when_nobody_believes_its_time()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync(settings: Window);
        var time = new ManualTime(DateTimeOffset.UtcNow);
        var account = new AccountKey(RuntimeUnderTest.Tenant, "wechat-oa", "service");
        var proof = new BodilessProof("a signature", time.GetUtcNow());
        Assert.True(await Proofs().TakeAsync(account, proof, "one"u8.ToArray(), CancellationToken.None));
        Assert.False(await Proofs().TakeAsync(account, proof, "another"u8.ToArray(), CancellationToken.None));
        time.Advance(BodilessProof.MaxAge);
        await Proofs().ForgetAsync(CancellationToken.None);
        Assert.False(await Proofs().TakeAsync(account, proof, "another"u8.ToArray(), CancellationToken.None));
        time.Advance(BodilessProof.MaxAge + TimeSpan.FromSeconds(1));
        await Proofs().ForgetAsync(CancellationToken.None);
        Assert.True(await Proofs().TakeAsync(account, proof, "another"u8.ToArray(), CancellationToken.None));

        // Nothing is kept in memory.
        SpentProofs Proofs() => new(runtime.Get<TableServiceClient>(), time);
    }

    [Theory]
    [InlineData(500, 200)]
    [InlineData(700, 401)]
    public async Task T04_an_old_signature_is_not_believed_at_all(int secondsAgo, int status)
    {
        await using var runtime = await RuntimeUnderTest.StartAsync(settings: Window);
        Assert.Equal(status, await KnockAsync(runtime, "n1", Text(1, "where is my order?"), DateTimeOffset.UtcNow.AddSeconds(-secondsAgo)));
    }

    private static async Task<int> KnockAsync(RuntimeUnderTest runtime, string nonce, string xml, DateTimeOffset? signedAt = null)
    {
        // The same second for all requests of one runtime, however slow the machine: who saw a signature repeats its time.
        var timestamp = Times.GetValue(runtime, _ => (signedAt ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        string[] parts = ["t", timestamp, nonce];
        Array.Sort(parts, StringComparer.Ordinal);
#pragma warning disable CA5350 // The platform's protocol is SHA-1.
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
        var query = new Dictionary<string, string> { ["signature"] = signature, ["timestamp"] = timestamp, ["nonce"] = nonce };
        var request = new WebhookRequest("POST", "https://omni.example/webhooks/demo/wechat-oa/service", query, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetBytes(xml));
        return (await runtime.Get<Door>().ReceiveAsync("demo", "wechat-oa", "service", request, CancellationToken.None)).Status;
    }

    private static string Text(int id, string text) => string.Create(CultureInfo.InvariantCulture,
        $"<xml><ToUserName>gh</ToUserName><FromUserName>u1</FromUserName><CreateTime>1763640000</CreateTime><MsgType>text</MsgType><Content>{text}</Content><MsgId>{id}</MsgId></xml>");
}
