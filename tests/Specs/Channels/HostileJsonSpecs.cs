using System.Text;
using OmniFunctions.Channels;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>
/// The attacks T08 and T09 of the reliability catalogue, on every channel's reader: JSON as large, deep, wide and wrong as a body may be. That no larger body is
/// read at all, the door's own specs say.
/// </summary>
public sealed class HostileJsonSpecs
{
    private const int MostBytesPerByte = 64;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static TheoryData<string, string> Documents
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var channel in ChannelCatalogue.All)
            {
                foreach (var document in Made.Keys)
                {
                    rows.Add(channel.Name, document);
                }
            }

            return rows;
        }
    }

    /// <summary>What is in each, filled up to the largest body that the channel takes.</summary>
    private static readonly Dictionary<string, Func<int, string>> Made = new()
    {
        ["nested objects"] = size => Repeated("{\"a\":", size),
        ["nested arrays"] = size => Repeated("[", size),
        ["nested and closed"] = size => Repeated("{\"a\":", size / 2) + "1" + new string('}', Math.Min(size / 2 / 5, size / 2)),
        ["many keys"] = size => Wide(size, number => $"\"k{number}\":1"),
        ["the same key over and over"] = size => Wide(size, _ => "\"k\":1"),
        ["one very long key"] = size => $"{{\"{new string('k', size - 10)}\":1}}",
        ["one very long text"] = size => $"{{\"text\":\"{new string('t', size - 20)}\"}}",
        ["a number without end"] = size => $"{{\"id\":{new string('9', size - 20)}}}",
        ["numbers beyond any"] = size => Wide(size, number => $"\"n{number}\":1e999999999"),
        ["halves of characters"] = size => Wide(size, number => $"\"s{number}\":\"\\ud800\""),
        ["many events"] = size => $"{{\"events\":[{Repeated("{},", size - 40)}{{}}],\"entry\":[{{}}]}}",
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void T08_hostile_json_is_read_or_refused_in_good_time_and_for_what_it_weighs(string channel, string document)
    {
        var protocol = ChannelCatalogue.Find(channel)!;
        var body = Encoding.UTF8.GetBytes(Made[document](Math.Min(protocol.Capabilities.MaxBodyBytes, 1024 * 1024)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(protocol.Parse(Post(body), body, Account(channel)));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        InGoodTime(Longest, () => protocol.Parse(Post(body), body, Account(channel)));
        Assert.True(allocated <= (long)MostBytesPerByte * body.Length, $"allocated {allocated} for {body.Length}");
    }

    [Theory]
    [InlineData("""{"update_id":1,"update_id":2}""", ParseFault.NotJson)]
    [InlineData("""{"message":{"a":1,"a":2}}""", ParseFault.NotJson)]
    [InlineData("{\"text\":\"\\ud800\"}", ParseFault.NotJson)]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""", ParseFault.TooDeep)]
    public void T08_what_readers_may_read_differently_is_read_by_nobody(string json, ParseFault fault) =>
        Assert.Equal(new Parsed.Malformed(fault), ChannelCatalogue.Find("telegram")!.Parse(Post(json), Encoding.UTF8.GetBytes(json), Account("telegram")));

    private static string Wide(int size, Func<int, string> member)
    {
        var text = new StringBuilder("{", size + 64);
        for (var number = 0; text.Length < size - 64; number++)
        {
            text.Append(number == 0 ? "" : ",").Append(member(number));
        }

        return text.Append('}').ToString();
    }

    private static string Repeated(string part, int size) => new StringBuilder(size).Insert(0, part, Math.Max(1, size / part.Length)).ToString();
}
