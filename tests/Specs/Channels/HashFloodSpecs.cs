using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using OmniFunctions.Channels;
using OmniFunctions.Tests.Durable.Rules;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>The attack T09 of the reliability catalogue: names made so that a table of them falls into one chain, and texts that a pattern tries in ever more ways.</summary>
public sealed class HashFloodSpecs
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private const int Names = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Channels => new(ChannelCatalogue.All.Select(channel => channel.Name));

    [Fact]
    public void T09_the_names_do_collide() => Assert.Single(Colliding(Names).Select(Hash).Distinct());

    [Theory]
    [MemberData(nameof(Channels))]
    public void T09_names_that_collide_cost_no_more_than_others(string channel)
    {
        var protocol = ChannelCatalogue.Find(channel)!;
        foreach (var (form, weight) in new (Func<string, string>, int)[] { (name => $"\"{name}\":\"1\"", 40), (name => $"{Uri.EscapeDataString(name)}=1", 80) })
        {
            // As many as the largest body holds.
            var names = Colliding(Math.Min(Names, protocol.Capabilities.MaxBodyBytes / weight)).Select(form);
            var bytes = Encoding.UTF8.GetBytes(weight == 40 ? $"{{{string.Join(',', names)}}}" : string.Join('&', names));
            Requests.InGoodTime(Longest, () => Assert.NotNull(protocol.Parse(Post(bytes), bytes, Account(channel))));
        }
    }

    /// <summary>A tenant's rules compare words and numbers; a pattern of theirs is nowhere compiled. The one that is not made by the compiler is of our own documents' forms.</summary>
    [Fact]
    public void T09_no_pattern_is_made_of_what_anybody_wrote()
    {
        var made = typeof(IChannel).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("OmniFunctions", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
            .SelectMany(method => Instruction.Of(method).Select(instruction => (Where: method, Called: instruction.Member as MethodBase)))
            .Where(call => call.Called?.DeclaringType == typeof(Regex) && (call.Called.IsConstructor || call.Called.IsStatic))
            .Select(call => $"{call.Where.DeclaringType!.Name}.{call.Where.Name}");

        Assert.Equal(["TextPattern..ctor"], made);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{a|")]
    [InlineData("{name}")]
    [InlineData("{aaaaaaaaaaaaaaaaaaaa")]
    public void T09_our_own_patterns_read_hostile_texts_in_good_time(string part)
    {
        var patterns = typeof(IChannel).Assembly.GetTypes().SelectMany(type => type.GetMethods(Everything))
            .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null)
            .Select(method => (Regex)method.Invoke(null, null)!)
            .ToList();
        var text = new StringBuilder().Insert(0, part, 200_000 / part.Length).ToString();
        Assert.NotEmpty(patterns);
        foreach (var pattern in patterns)
        {
            Requests.InGoodTime(Longest, () => pattern.Count(text));
        }
    }

    /// <summary>As a table of texts hashes them as long as it has no reason to be on its guard: each half of eight characters goes into a sum of its own.</summary>
    private static int Hash(string text)
    {
        var (even, odd) = (Begin, Begin);
        for (var at = 0; at < text.Length; at += 4)
        {
            even = (BitOperations.RotateLeft(even, 5) + even) ^ Pair(text, at);
            odd = (BitOperations.RotateLeft(odd, 5) + odd) ^ Pair(text, at + 2);
        }

        return (int)(even + (odd * 1_566_083_941));
    }

    private const uint Begin = (5_381 << 16) + 5_381;

    private static uint Pair(string text, int at) => text[at] | ((uint)text[at + 1] << 16);

    /// <summary>The second pair of the one half is chosen so that it takes back what the first one did.</summary>
    private static IEnumerable<string> Colliding(int count)
    {
        const uint Target = 0x4E00_4E00;
        var found = 0;
        for (var first = 0x4E00u; found < count; first++)
        {
            for (var second = 0x4E00u; second < 0x9F00 && found < count; second++)
            {
                var pair = first | (second << 16);
                var after = (BitOperations.RotateLeft(Begin, 5) + Begin) ^ pair;
                var rest = Target ^ (BitOperations.RotateLeft(after, 5) + after);
                var (third, fourth) = ((char)rest, (char)(rest >> 16));
                if (!IsPlain(third) || !IsPlain(fourth))
                {
                    continue;
                }

                found++;
                yield return $"{(char)first}{(char)second}xx{third}{fourth}xx";
            }
        }
    }

    private static bool IsPlain(char letter) => char.IsLetter(letter) && !char.IsSurrogate(letter);
}
