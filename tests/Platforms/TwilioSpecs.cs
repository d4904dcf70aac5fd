using System.Text;
using System.Xml.Linq;

namespace OmniFunctions.Tests.Platforms;

/// <summary>The package <c>twilio</c> signs what comes, writes the TwiML that ours is compared with, and sends what ours must send.</summary>
public sealed class TwilioSpecs(PlatformSystem system) : PlatformSpec(system, "twilio")
{
    private readonly string customer = $"+1555{Next():0000000}";

    private string AccountSid => Setting("account_sid");

    [Fact]
    public async Task A_message_that_twilio_signs_is_stored_and_a_changed_one_is_refused()
    {
        var text = Unique("您好 & welcome");
        var signed = await MessageAsync(text);

        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task A_message_is_acknowledged_with_the_TwiML_that_twilio_writes()
    {
        var answer = await SendAsync(await MessageAsync(Unique("hello")));

        Assert.Equal(await LibraryAsync<string>("twilio", "nothing"), answer.Body);
    }

    [Fact]
    public async Task A_call_is_led_by_the_TwiML_that_twilio_writes()
    {
        var answer = await SendAsync(await CallAsync($"CA{Guid.NewGuid():N}"));

        ThenTaken(answer);
        var theirs = await LibraryAsync<string>("twilio", "listening", new
        {
            greeting = "您好，请说出您的问题。",
            language = "zh-CN",
            action = $"{DoorAddress}?turn=1",
            redirect = $"{DoorAddress}?turn=1&silent=1",
        });
        ThenTheSameMarkup(theirs, answer.Body);
    }

    [Fact]
    public async Task An_answer_is_sent_as_twilio_s_own_client_sends_it()
    {
        var text = Unique("订单 #7 已发货 + tracking");
        var asked = Unique("where is it?");
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(asked), asked), text);

        var ours = await Platforms.OursAsync("twilio", text);
        await LibraryAsync("twilio", "sendMessage", Client(new { to = customer, text }));
        var theirs = await Platforms.LibrarysAsync("twilio", text);

        Assert.Equal(theirs.Path, ours.Path);
        Assert.Equal(theirs.Header("Authorization"), ours.Header("Authorization"));
        Assert.Equal(theirs.Without(), ours.Without());
    }

    [Fact]
    public async Task What_an_agent_says_into_a_call_changes_it_as_twilio_s_own_client_does()
    {
        var (call, text) = ($"CA{Guid.NewGuid():N}", Unique("请稍候 <please>"));
        ThenTaken(await SendAsync(await CallAsync(call)));
        var heard = Unique("I want to return it");
        await AnswerAsync(await ThenStoredAsync(await CallAsync(call, ("SpeechResult", heard), ("Confidence", "0.9")), heard), text);

        var ours = await Platforms.OursAsync("twilio", text.Split(' ')[^1]);
        await LibraryAsync("twilio", "changeCall", Client(new { call, twiml = await LibraryAsync<string>("twilio", "speaking", new { text, language = "zh-CN" }) }));
        var theirs = await Platforms.LibrarysAsync("twilio", text.Split(' ')[^1]);

        Assert.Equal(theirs.Path, ours.Path);
        ThenTheSameMarkup(theirs.Fields["Twiml"], ours.Fields["Twiml"]);
        Assert.Equal(theirs.Without("Twiml"), ours.Without("Twiml"));
    }

    private Task<SignedRequest> MessageAsync(string text) => SignedAsync(("MessageSid", $"SM{Guid.NewGuid():N}"), ("AccountSid", AccountSid), ("From", customer), ("To", Setting("from")), ("Body", text), ("NumMedia", "0"));

    private Task<SignedRequest> CallAsync(string call, params (string, string)[] more) =>
        SignedAsync([("CallSid", call), ("AccountSid", AccountSid), ("From", customer), ("To", Setting("from")), ("Direction", "inbound"), ("CallStatus", more is [] ? "ringing" : "in-progress"), .. more]);

    private Task<SignedRequest> SignedAsync(params (string Name, string Value)[] form) => LibraryAsync<SignedRequest>("twilio", "sign", new
    {
        authToken = Setting("auth_token"),
        url = new Uri(Omni.Door.BaseAddress!, DoorAddress).AbsoluteUri,
        parameters = form.ToDictionary(field => field.Name, field => field.Value),
    });

    /// <summary>The arguments of a call to the client, with what makes it one of this account.</summary>
    private Dictionary<string, object?> Client(object arguments) => arguments.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(arguments))
        .Concat(new Dictionary<string, object?> { ["platform"] = Platforms.AddressOfLibrary("twilio"), ["accountSid"] = AccountSid, ["authToken"] = Setting("auth_token"), ["from"] = Setting("from") })
        .ToDictionary();

    /// <summary>As XML reads: the order of attributes and how a character is escaped say nothing.</summary>
    private static void ThenTheSameMarkup(string theirs, string ours) => Assert.Equal(Canonical(theirs), Canonical(ours));

    private static string Canonical(string markup)
    {
        var text = new StringBuilder();
        Write(XDocument.Parse(markup).Root!, text);
        return text.ToString();

        static void Write(XElement element, StringBuilder text)
        {
            text.Append('<').Append(element.Name.LocalName);
            foreach (var attribute in element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal)) text.Append(' ').Append(attribute.Name.LocalName).Append('=').Append(attribute.Value);
            text.Append('>');
            foreach (var node in element.Nodes())
            {
                if (node is XElement inner) Write(inner, text);
                else text.Append(((XText)node).Value);
            }

            text.Append("</>");
        }
    }
}
