namespace OmniFunctions.Tests.Platforms;

/// <summary>Calls by events of the <c>cloudevents</c> SDK; Microsoft's own <c>@azure/communication-call-automation</c> answers and listens as ours must.</summary>
public sealed class AcsCallsSpecs(PlatformSystem system) : PlatformSpec(system, "acs-calls")
{
    private readonly string caller = $"+1777{Next():0000000}";

    [Fact]
    public async Task A_ringing_call_is_answered_as_Microsoft_s_client_answers_it()
    {
        var context = Unique("context");

        ThenTaken(await SendAsync(await RingingAsync(context)));

        var ours = await Platforms.OursAsync("acs-calls", context);
        await LibraryAsync("azure", "answerCall", Client(new() { ["context"] = context, ["callback"] = ours.Fields["callbackUri"], ["cognitive"] = Setting("cognitive_endpoint") }));
        var theirs = await Platforms.LibrarysAsync("acs-calls", context);
        Assert.Equal(theirs.Path, ours.Path);
        Assert.Equal(theirs.Without(), ours.Without());
        Assert.Equal($"{Setting("callback_url")}&caller={Uri.EscapeDataString(caller)}", ours.Fields["callbackUri"]);
        Assert.NotNull(ours.Header("Repeatability-Request-ID"));
    }

    [Fact]
    public async Task What_the_caller_said_is_stored_and_the_answer_is_spoken_as_Microsoft_s_client_has_it_spoken()
    {
        var (call, said, answer) = ($"call-{Next()}", Unique("我要退货"), Unique("请稍候"));
        await AnswerAsync(await ThenStoredAsync(await SpokenAsync(call, said), said), answer);

        var ours = await Platforms.OursAsync("acs-calls", answer);
        await LibraryAsync("azure", "recognize", Client(new() { ["call"] = call, ["caller"] = caller, ["text"] = answer, ["operation"] = ours.Fields["operationContext"] }));
        var theirs = await Platforms.LibrarysAsync("acs-calls", answer);

        Assert.Equal(theirs.Path, ours.Path);
        // One number said in several ways: the client adds the raw id, ours the kind that it is.
        const string Target = "recognizeOptions.targetParticipant.";
        Assert.Equal(theirs.Without(Target + "rawId", Target + "phoneNumber.isAnonymous"), ours.Without(Target + "kind"));
    }

    [Fact]
    public async Task What_comes_without_the_code_in_the_address_is_refused() => await ThenRefusedAsync(await RingingAsync(Unique("forged")) with { Query = "code=another" });

    private Dictionary<string, string> Client(Dictionary<string, string> arguments)
    {
        arguments["platform"] = Platforms.AddressOfLibrary("acs-calls");
        arguments["accessKey"] = Setting("access_key");
        return arguments;
    }

    private async Task<SignedRequest> RingingAsync(string context) => await LibraryAsync<SignedRequest>("azure", "event", new
    {
        id = $"event-{Next()}",
        type = "Microsoft.Communication.IncomingCall",
        source = "/subscriptions/demo/resourceGroups/demo/providers/Microsoft.Communication/communicationServices/omni",
        subject = "/caller/demo/recipient/demo",
        data = new
        {
            to = new { kind = "phoneNumber", rawId = "4:+15017122661", phoneNumber = new { value = "+15017122661" } },
            from = new { kind = "phoneNumber", rawId = $"4:{caller}", phoneNumber = new { value = caller } },
            serverCallId = "server", callerDisplayName = "", incomingCallContext = context, correlationId = $"{Guid.NewGuid()}",
        },
    }) with { Query = $"code={Setting("query_code")}" };

    private async Task<SignedRequest> SpokenAsync(string call, string text) => await LibraryAsync<SignedRequest>("azure", "batch", new
    {
        id = $"event-{Next()}",
        type = "Microsoft.Communication.RecognizeCompleted",
        source = $"calling/callConnections/{call}",
        subject = $"calling/callConnections/{call}",
        data = new
        {
            callConnectionId = call, serverCallId = "server", correlationId = $"{Guid.NewGuid()}", operationContext = "answer",
            resultInformation = new { code = 200, subCode = 8545, message = "" }, recognitionType = "speech", speechResult = new { speech = text, confidence = 0.9 },
        },
    }) with { Query = $"code={Setting("query_code")}&caller={Uri.EscapeDataString(caller)}" };
}
