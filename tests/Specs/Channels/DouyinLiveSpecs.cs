using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Douyin;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class DouyinLiveSpecs
{
    private static readonly DouyinLiveChannel Channel = new();
    private static readonly ChannelAccount Room = Account("douyin-live", (DouyinSettings.PushSecret, "s"));

    [Fact]
    public void A_comment_is_its_viewer_s_in_the_room()
    {
        var item = Parse("live_comment", """[{"msg_id":"1","sec_openid":"v","content":"多少钱","nickname":"小明","timestamp":1763640000123}]""").Only();

        Assert.Equal((ItemKind.Comment, "v", "268", "多少钱", "小明", true), (item.Kind, item.Sender, item.Conversation, item.Text, item.DisplayName, item.Speaks));
        Assert.Equal(1763640000123, item.SentAt!.Value.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("live_gift", "\"gift_num\":3", "gift_num")]
    [InlineData("live_like", "\"like_num\":3", "like_num")]
    [InlineData("live_fansclub", "\"fansclub_level\":3", "fansclub_level")]
    public void What_else_viewers_do_is_an_event_with_its_number(string type, string member, string detail)
    {
        var item = Parse(type, "[{\"msg_id\":\"1\",\"sec_openid\":\"v\"," + member + "}]").Only();

        Assert.Equal((ItemKind.Event, type, 3L, false), (item.Kind, item.Name, item.Details[detail].Number, item.Speaks));
    }

    [Fact]
    public void A_type_nobody_knows_is_kept_with_its_name() =>
        Assert.Equal((ItemKind.Unsupported, "live_hologram"), (Parse("live_hologram", """[{"msg_id":"1","sec_openid":"v"}]""").Only().Kind, Parse("live_hologram", """[{"msg_id":"1","sec_openid":"v"}]""").Only().Name));

    [Fact]
    public void One_bad_item_loses_no_other_and_what_stands_twice_counts_once()
    {
        var parsed = Assert.IsType<Parsed.Items>(Parse("live_comment", """
            [{"msg_id":"1","sec_openid":"v","content":"a"},7,{"sec_openid":"v","content":"b"},{"msg_id":"2","content":"c"},
             {"msg_id":"3","sec_openid":"v"},{"msg_id":"1","sec_openid":"v","content":"a"},{"msg_id":"4","sec_openid":"v","content":"d"}]
            """));

        Assert.Equal(["a", "d"], parsed.List.Select(item => item.Text));
        Assert.Equal([ParseFault.InvalidValue, ParseFault.MissingField, ParseFault.MissingSender, ParseFault.MissingField], parsed.Faults);
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void The_window_is_five_minutes_either_way(int secondsLater, bool believed) =>
        Assert.Equal(believed, Channel.Verify(Signed("live_like", "[]"), Room, Now.AddSeconds(secondsLater)) is Verification.Authentic);

    [Theory]
    [InlineData("x-msg-type")]
    [InlineData("x-nonce-str")]
    [InlineData("x-roomid")]
    [InlineData("x-timestamp")]
    [InlineData("x-signature")]
    public void A_missing_header_proves_nothing(string missing)
    {
        var request = Signed("live_like", "[]");

        Assert.Equal(
            new Verification.Rejected(Rejection.SignatureMissing),
            Channel.Verify(request with { Headers = request.Headers.Where(header => header.Key != missing).ToDictionary(StringComparer.OrdinalIgnoreCase) }, Room, Now));
    }

    [Fact]
    public void Nobody_can_speak_in_the_room() => Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.KindNotSupported), Channel.Compose(Outgoing("x"), Room, null));

    private static Parsed Parse(string type, string body) => Channel.Parse(Signed(type, body), Encoding.UTF8.GetBytes(body), Room);

    private static WebhookRequest Signed(string type, string body)
    {
        var time = Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var content = $"x-msg-type={type}&x-nonce-str=n&x-roomid=268&x-timestamp={time}{body}s";
#pragma warning disable CA5351 // The platform's protocol is MD5.
        return Post(
            body, null, ("x-msg-type", type), ("x-nonce-str", "n"), ("x-roomid", "268"), ("x-timestamp", time),
            ("x-signature", Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(content)))));
#pragma warning restore CA5351
    }
}
