using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>The package <c>standardwebhooks</c> signs what comes and reads what leaves.</summary>
public sealed class StandardWebhooksSpecs(PlatformSystem system) : WebhookSpec(system, "standard-webhooks", "standardwebhooks", "webhooks");

/// <summary>The package <c>svix</c> signs what comes and reads what leaves, under headers of its own.</summary>
public sealed class SvixSpecs(PlatformSystem system) : WebhookSpec(system, "standard-webhooks-svix", "svix", "svix")
{
    [Fact]
    public async Task Svix_reads_what_leaves_under_the_standard_s_own_headers_too()
    {
        var text = Unique("您好");
        var conversation = await ThenStoredAsync(await MessageAsync(text), text);
        var answer = Unique("answer");
        await AnswerAsync(conversation, answer);
        var sent = await Platforms.OursAsync("svix", answer);

        var headers = sent.Headers.ToDictionary(header => header.Key.ToLowerInvariant().Replace("svix-", "webhook-", StringComparison.Ordinal), header => header.Value);

        Assert.Equal(answer, (await LibraryAsync("svix", "read", new { secret = Setting("secret"), headers, body = sent.Body })).GetProperty("data").GetProperty("text").GetString());
    }
}

/// <summary>Signatures by a pair of keys (<c>v1a</c>), which no package for this standard makes: <c>tweetnacl</c>, a library for Ed25519 alone, signs what comes and judges what leaves.</summary>
public sealed class KeyPairWebhookSpecs(PlatformSystem system) : PlatformSpec(system, "standard-webhooks", PlatformAccounts.Keys)
{
    [Fact]
    public async Task What_the_library_signs_is_stored_and_a_changed_one_and_one_by_another_key_are_refused()
    {
        var text = Unique("您好 ☕");
        var signed = await MessageAsync(text, Omni.Accounts.Theirs);

        await ThenRefusedAsync(signed.Tampered());
        await ThenRefusedAsync(await MessageAsync(text, Omni.Accounts.Ours));
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task The_library_believes_our_answer_by_the_public_key_alone_and_not_a_changed_one()
    {
        var (question, answer) = (Unique("question"), Unique("答复 <answer> & more"));
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question, Omni.Accounts.Theirs), question), answer);
        var sent = await Platforms.OursAsync("keys", answer);
        var headers = sent.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value);

        var read = await LibraryAsync("standardwebhooks", "readByKey", new { publicKey = Omni.Accounts.Ours.PublicKey, headers, body = sent.Body });

        Assert.Equal(answer, read.GetProperty("data").GetProperty("text").GetString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => LibraryAsync("standardwebhooks", "readByKey", new { publicKey = Omni.Accounts.Ours.PublicKey, headers, body = sent.Body + " " }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => LibraryAsync("standardwebhooks", "readByKey", new { publicKey = Omni.Accounts.Theirs.PublicKey, headers, body = sent.Body }));
    }

    private Task<SignedRequest> MessageAsync(string text, PlatformAccounts.KeyPair signer) => LibraryAsync<SignedRequest>("standardwebhooks", "signByKey", new
    {
        privateKey = signer.PrivateKey,
        id = $"msg_{Guid.NewGuid():N}",
        body = JsonSerializer.Serialize(new { type = "message.created", timestamp = DateTimeOffset.UtcNow, data = new { customer_id = $"c{Next()}", text } }),
    });
}

public abstract class WebhookSpec(PlatformSystem system, string channel, string library, string platform) : PlatformSpec(system, channel)
{
    [Fact]
    public async Task What_the_library_signs_is_stored_and_a_changed_one_is_refused()
    {
        var text = Unique("您好 ☕");
        var signed = await MessageAsync(text);

        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task The_library_reads_our_answer_and_does_not_believe_a_changed_one()
    {
        var (question, answer) = (Unique("question"), Unique("答复 <answer> & more"));
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question), question), answer);
        var sent = await Platforms.OursAsync(platform, answer);
        var headers = sent.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value);

        var read = await LibraryAsync(library, "read", new { secret = Setting("secret"), headers, body = sent.Body });

        Assert.Equal("message.created", read.GetProperty("type").GetString());
        Assert.Equal(answer, read.GetProperty("data").GetProperty("text").GetString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => LibraryAsync(library, "read", new { secret = Setting("secret"), headers, body = sent.Body + " " }));
    }

    protected Task<SignedRequest> MessageAsync(string text) => LibraryAsync<SignedRequest>(library, "sign", new
    {
        secret = Setting("secret"),
        id = $"msg_{Guid.NewGuid():N}",
        body = JsonSerializer.Serialize(new { type = "message.created", timestamp = DateTimeOffset.UtcNow, data = new { customer_id = $"c{Next()}", text } }),
    });
}
