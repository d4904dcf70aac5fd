using System.Text;
using OmniFunctions.Channels;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>
/// What is inside of encrypted requests, and what platforms answer, with bytes changed: a changed request fails at its signature, and never gets so far.
/// </summary>
public sealed class PayloadFuzzSpecs
{
    private const int RunsPerPayload = 1_500;

    public static TheoryData<string, string> Payloads => Rows(FuzzSeeds.Payloads);

    public static TheoryData<string, string> Answers => Rows(FuzzSeeds.Answers);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void No_changed_payload_breaks_anything(string channel, string payload)
    {
        var protocol = ChannelCatalogue.Find(channel)!;
        foreach (var changed in Changes(payload))
        {
            Fuzzing.Read(protocol, Post(changed), changed, Account(channel));
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void No_changed_answer_breaks_anything(string channel, string answer)
    {
        var protocol = ChannelCatalogue.Find(channel)!;
        foreach (var changed in Changes(answer))
        {
            Fuzzing.ReadAnswer(protocol, changed, Account(channel), Now);
        }
    }

    [Fact]
    public void No_changed_page_of_a_mailbox_breaks_anything()
    {
        foreach (var (channel, page) in FuzzSeeds.Pages)
        {
            foreach (var changed in Changes(page))
            {
                Fuzzing.ReadAnswer(ChannelCatalogue.Find(channel)!, changed, Account(channel), Now);
            }
        }
    }

    private static TheoryData<string, string> Rows(IEnumerable<(string Channel, string Text)> seeds)
    {
        var rows = new TheoryData<string, string>();
        foreach (var (channel, text) in seeds)
        {
            rows.Add(channel, text);
        }

        return rows;
    }

    private static IEnumerable<byte[]> Changes(string text) => Changes(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte[]> Changes(byte[] bytes)
    {
        var random = new Random(20_261_130);
        for (var run = 0; run < RunsPerPayload; run++)
        {
            yield return Fuzzing.Change(bytes, random);
        }
    }
}
