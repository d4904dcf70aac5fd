using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Doudian;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class DoudianSpecs
{
    private static readonly DoudianChannel Channel = new();
    private static readonly ChannelAccount Shop = Account("doudian", (DoudianChannel.AppKeySetting, "k"), (DoudianChannel.AppSecretSetting, "s"));

    [Theory]
    [InlineData("""
        "{\"p_id\":4781320682406083640,\"shop_id\":2,\"order_status\":2,\"pay_amount\":1990,\"update_time\":1763640000}"
        """)]
    [InlineData("""{"p_id":4781320682406083640,"shop_id":2,"order_status":2,"pay_amount":1990,"update_time":1763640000}""")]
    public void An_order_keeps_its_digits_and_opens_nothing(string data)
    {
        var item = Parse($$"""[{"tag":"101","msg_id":"m","data":{{data}}}]""").Only();

        Assert.Equal((ItemKind.Order, "101", "m", false), (item.Kind, item.Name, item.DedupeKey, item.Speaks));
        Assert.Equal(("4781320682406083640", "19.90", "2"), (item.Order!.Id, item.Order.Total, item.Order.Status));
        Assert.Equal(Now, item.SentAt);
    }

    [Fact]
    public void What_names_no_order_is_an_event() => Assert.Equal(ItemKind.Event, Parse("""[{"tag":"400","msg_id":"m","data":"{\"product_id\":1}"}]""").Only().Kind);

    [Fact]
    public void A_probe_among_others_leaves_nothing_and_a_bad_one_loses_none()
    {
        var parsed = Assert.IsType<Parsed.Items>(Parse("""[{"tag":"0","msg_id":"0","data":"x"},{"tag":"100","msg_id":"1","data":"{"},{"tag":"100","msg_id":"2","data":"{}"},{"msg_id":"3"}]"""));

        Assert.Equal(["2"], parsed.List.Select(item => item.DedupeKey));
        Assert.Equal([ParseFault.InvalidValue, ParseFault.MissingField], parsed.Faults);
    }

    [Fact]
    public void Another_app_s_push_is_not_ours() => Assert.Equal(new Verification.Rejected(Rejection.WrongReceiver), Channel.Verify(Signed("[]", ("app-id", "other")), Shop, Now));

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("00000000000000000000000000000000")]
    public void A_signature_that_is_none_is_a_mismatch(string sign) =>
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Channel.Verify(Post("[]", null, ("event-sign", sign)), Shop, Now));

    [Fact]
    public void A_push_without_one_proves_nothing() => Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("[]"), Shop, Now));

    [Theory]
    [InlineData("x")]
    [InlineData("7")]
    public void What_is_no_list_is_malformed(string body) => Assert.Equal(new Parsed.Malformed(ParseFault.NotJson), Parse(body));

    private static Parsed Parse(string body)
    {
        var request = Signed(body, ("app-id", "k"));
        Assert.IsType<Verification.Authentic>(Channel.Verify(request, Shop, Now));
        return Channel.Parse(request, request.Body, Shop);
    }

#pragma warning disable CA5351 // The platform's protocol is MD5.
    private static WebhookRequest Signed(string body, (string, string) app) =>
        Post(body, null, app, ("event-sign", Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes("k" + body + "s")))));
#pragma warning restore CA5351
}
