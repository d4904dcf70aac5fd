using System.Globalization;
using System.Text;

namespace OmniFunctions.Tests.Harness.Load;

/// <summary>
/// Signed webhooks with texts as a WeChat official account sends them, as bytes and with little work: the signature is over the second, so it is made once a
/// second, and numbers have a fixed width, so lengths never change.
/// </summary>
/// <param name="customer">Begins the names of the customers, so that two runs on one data folder share none.</param>
/// <param name="more">Characters that each text is longer by.</param>
public sealed class WeChatTexts(WeChatSender sender, Uri server, string customer, int more = 0)
{
    /// <summary>Where message ids begin: sixteen digits, whatever the number.</summary>
    private const long FirstId = 1_000_000_000_000_000;

    private const string Digits = "D10";
    private const int Width = 10;
    private volatile Frame? frame;

    /// <summary>The text of a message, which stands in the frames it is pushed with.</summary>
    public static string TextOf(long message) => string.Create(CultureInfo.InvariantCulture, $"where is my order? 我的订单到哪里了 [{message:D10}]");

    /// <param name="from">The customer's number.</param>
    /// <param name="message">Makes the platform's id: the same twice is a duplicate.</param>
    /// <returns>The length of the request.</returns>
    public int Write(long from, long message, Span<byte> buffer)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var current = frame;
        if (current is null || current.Second != now) frame = current = Frame.Of(sender, server, customer, more, now);
        current.Bytes.CopyTo(buffer);
        Put(buffer[current.From..], from, Digits);
        Put(buffer[current.Text..], message, Digits);
        Put(buffer[current.Id..], FirstId + message, "D");
        return current.Bytes.Length;
    }

    private static void Put(Span<byte> at, long number, string format) => number.TryFormat(at, out _, format, CultureInfo.InvariantCulture);

    /// <summary>A whole request of one second, and where its numbers go.</summary>
    private sealed record Frame(long Second, byte[] Bytes, int From, int Text, int Id)
    {
        public static Frame Of(WeChatSender sender, Uri server, string customer, int more, long second)
        {
            var name = $"{customer}-{new string('0', Width)}";
            var body = Encoding.UTF8.GetBytes(WeChatSender.TextXml(name, FirstId, TextOf(0) + new string('x', more), second));
            var head = Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"POST /webhooks/demo/wechat-oa/service?{sender.PlainQuery(second, "load")} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: text/xml\r\nContent-Length: {body.Length}\r\n\r\n"));
            byte[] all = [.. head, .. body];
            return new Frame(
                second,
                all,
                all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) + customer.Length + 1,
                all.AsSpan().IndexOf("[0000000000]"u8) + 1,
                all.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(FirstId.ToString(CultureInfo.InvariantCulture))));
        }
    }
}
