namespace OmniFunctions.Tests.Platforms;

/// <summary>Events by the <c>cloudevents</c> SDK; Microsoft's own pipeline and client sign and send what ours must sign and send.</summary>
public sealed class AcsSmsSpecs(PlatformSystem system) : PlatformSpec(system, "acs-sms")
{
    private readonly string customer = $"+1666{Next():0000000}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_the_cloudevents_SDK_writes_is_stored_in_either_mode(bool binary)
    {
        var text = Unique("您的订单");

        await ThenStoredAsync(await MessageAsync(text, binary), text);
    }

    [Fact]
    public async Task The_same_without_the_code_in_the_address_is_refused()
    {
        var signed = await MessageAsync(Unique("forged"));

        await ThenRefusedAsync(signed with { Query = null });
        await ThenRefusedAsync(signed with { Query = "code=another" });
    }

    [Fact]
    public async Task An_answer_is_signed_as_Microsoft_s_pipeline_signs_it()
    {
        var ours = await SentAsync(Unique("答复"));

        var headers = await LibraryAsync("azure", "signed", new
        {
            accessKey = Setting("access_key"), method = "POST", url = $"{Setting("endpoint")}/{ours.Path}{ours.Query}", body = ours.Body, date = ours.Header("x-ms-date"),
        });

        Assert.Equal(headers.GetProperty("x-ms-content-sha256").GetString(), ours.Header("x-ms-content-sha256"));
        Assert.Equal(headers.GetProperty("authorization").GetString(), ours.Header("Authorization"));
    }

    [Fact]
    public async Task An_answer_is_sent_as_Microsoft_s_client_sends_it()
    {
        var text = Unique("答复");
        var ours = await SentAsync(text);

        await LibraryAsync("azure", "send", new { platform = Platforms.AddressOfLibrary("acs"), accessKey = Setting("access_key"), from = Setting("from"), to = customer, text, tag = ours.Fields["smsSendOptions.tag"] });
        var theirs = await Platforms.LibrarysAsync("acs", text);

        Assert.Equal(theirs.Path, ours.Path);
        // Each has an id and a time of its own, by which the platform knows a repetition.
        string[] own = ["smsRecipients[0].repeatabilityRequestId", "smsRecipients[0].repeatabilityFirstSent"];
        Assert.Equal(theirs.Without(own), ours.Without(own));
        Assert.All(own, name => Assert.Equal(theirs.Fields[name].Length, ours.Fields[name].Length));
    }

    private async Task<RecordedRequest> SentAsync(string text)
    {
        var question = Unique("question");
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question), question), text);
        return await Platforms.OursAsync("acs", text);
    }

    private async Task<SignedRequest> MessageAsync(string text, bool binary = false) => await LibraryAsync<SignedRequest>("azure", "event", new
    {
        binary,
        id = $"event-{Next()}",
        type = "Microsoft.Communication.SMSReceived",
        source = "/subscriptions/demo/resourceGroups/demo/providers/Microsoft.Communication/communicationServices/omni",
        subject = $"/phonenumber/{Setting("from")}",
        data = new { messageId = $"Incoming_{Next()}", from = customer, to = Setting("from"), message = text, receivedTimestamp = DateTimeOffset.UtcNow, segmentCount = 1 },
    }) with { Query = $"code={Setting("query_code")}" };
}
