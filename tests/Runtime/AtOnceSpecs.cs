using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Tests.Runtime;

public sealed class AtOnceSpecs
{
    private static readonly AccountKey Line = new(RuntimeUnderTest.Tenant, "acs-calls", "line");

    [Fact]
    public async Task A_ringing_call_is_answered_and_the_address_for_its_events_names_the_caller()
    {
        var platform = await TellAsync(Ringing(DateTimeOffset.UtcNow), HttpStatusCode.OK);

        Assert.Contains("caller=%2B1604", Assert.Single(platform), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_has_stopped_ringing_is_left_alone() => Assert.Empty(await TellAsync(Ringing(DateTimeOffset.UtcNow.AddMinutes(-5)), HttpStatusCode.OK));

    [Fact]
    public async Task A_platform_that_refuses_is_not_asked_again_and_breaks_nothing() => Assert.Single(await TellAsync(Ringing(DateTimeOffset.UtcNow), HttpStatusCode.BadRequest));

    private static InboundItem Ringing(DateTimeOffset at) => new()
    {
        Kind = ItemKind.Event,
        Name = "incoming_call",
        Sender = "+1604",
        DedupeKey = "e-1",
        SentAt = at,
        Details = new Dictionary<string, Detail> { ["incoming_call_context"] = "ctx" },
    };

    private static async Task<IReadOnlyList<string>> TellAsync(InboundItem item, HttpStatusCode status)
    {
        await using var runtime = await RuntimeUnderTest.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Omni:Accounts:demo:acs-calls:line:query_code"] = "c",
            ["Omni:Accounts:demo:acs-calls:line:endpoint"] = "https://omni.communication.azure.com",
            ["Omni:Accounts:demo:acs-calls:line:access_key"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("a key for the specs of calls")),
            ["Omni:Accounts:demo:acs-calls:line:callback_url"] = "https://omni.example/webhooks/demo/acs-calls/line?code=c",
        });
        using var platform = new Recording(status);
        using var egress = new EgressClient(runtime.Get<EgressOptions>(), TimeProvider.System, NullLogger<EgressClient>.Instance, platform);
        await new AtOnce(runtime.Get<ChannelAccounts>(), runtime.Get<AccessTokens>(), egress, TimeProvider.System, NullLogger<AtOnce>.Instance).TellAsync(Line, item, CancellationToken.None);
        return platform.Heard;
    }

    private sealed class Recording(HttpStatusCode status) : HttpMessageHandler
    {
        public List<string> Heard { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Heard.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(status) { Content = new StringContent("{}") };
        }
    }
}
