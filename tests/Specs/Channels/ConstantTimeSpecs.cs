using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using OmniFunctions.Channels;
using OmniFunctions.Tests.Durable.Rules;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>
/// The attack T03 of the reliability catalogue: how long a comparison takes must not tell how much of a guess is right. Read from the compiled code that each
/// channel's Verify reaches; what the time of one really tells, <c>tests/Vectors -- --timing</c> measures.
/// </summary>
public sealed class ConstantTimeSpecs
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Comparisons of two texts, neither of them written in the code, that hold no secret.</summary>
    private static readonly string[] OfNoSecret =
    [
        // The topic of a subscription, for an account that believes one only.
        "EventGridVerification.Confirm",

        // Names of a form's fields.
        "FormReading.Value",

        // The shop that a request names, once its signature holds.
        "ShopifyVerification.Verify",

        // The service that an activity names, once its token holds.
        "TeamsVerification.Verify",

        // Fields of a form that come twice, and spellings of our own address: both before a signature is made of them.
        "TwilioSignature.Posted",
        "TwilioSignature.Spellings",
    ];

    public static TheoryData<string> Channels => new(ChannelCatalogue.All.Select(channel => channel.Name));

    [Theory]
    [MemberData(nameof(Channels))]
    public void T03_the_proof_of_each_channel_is_compared_in_constant_time_or_by_a_public_key(string channel) =>
        Assert.Contains(Reached(ChannelCatalogue.Find(channel)!).SelectMany(Calls), IsProof);

    [Fact]
    public void T03_nothing_on_the_way_of_a_proof_compares_two_secrets_in_a_time_that_tells_where_they_differ()
    {
        var found = ChannelCatalogue.All.SelectMany(Reached).Distinct().Where(ComparesTwoTexts).Select(NameOf).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(OfNoSecret.SequenceEqual(found), string.Join('\n', found));
    }

    /// <summary>What looks for them finds one.</summary>
    [Fact]
    public void T03_a_planted_comparison_is_found()
    {
        Assert.True(ComparesTwoTexts(((Func<string, string, bool>)Planted.Naive).Method));
        Assert.True(ComparesTwoTexts(((Func<byte[], byte[], bool>)Planted.NaiveBytes).Method));
        Assert.False(ComparesTwoTexts(((Func<string, bool>)Planted.Constant).Method));
    }

    private static IReadOnlyList<MethodBase> Reached(IChannel channel)
    {
        var begin = channel.GetType().GetMethod(nameof(IChannel.Verify), Everything)!;
        var reached = new HashSet<MethodBase> { begin };
        var open = new Queue<MethodBase>([begin]);
        while (open.TryDequeue(out var method))
        {
            foreach (var called in Bodies(method).SelectMany(Calls).Where(called => called.DeclaringType?.Assembly == typeof(IChannel).Assembly && !called.IsAbstract))
            {
                if (reached.Add(called))
                {
                    open.Enqueue(called);
                }
            }
        }

        return [.. reached.SelectMany(Bodies).Distinct()];
    }

    /// <summary>The method, and what the compiler made of an iterator in it.</summary>
    private static IEnumerable<MethodBase> Bodies(MethodBase method)
    {
        yield return method;
        if (method.GetCustomAttribute<StateMachineAttribute>() is { StateMachineType: { IsGenericTypeDefinition: false } machine } && machine.GetMethod("MoveNext", Everything) is { } moves)
        {
            yield return moves;
        }
    }

    /// <summary>Methods that are called, and those that a lambda or a group of methods stands for.</summary>
    private static IEnumerable<MethodBase> Calls(MethodBase method) => Instruction.Of(method).Select(instruction => instruction.Member).OfType<MethodBase>();

    private static bool IsProof(MethodBase called) => (called.DeclaringType?.FullName, called.Name) switch
    {
        ("System.Security.Cryptography.CryptographicOperations", nameof(CryptographicOperations.FixedTimeEquals)) => true,
        ("System.Security.Cryptography.RSA" or "System.Security.Cryptography.ECDsa", "VerifyData" or "VerifyHash") => true,
        ({ } library, "ValidateTokenAsync") when library.StartsWith("Microsoft.IdentityModel.", StringComparison.Ordinal) => true,
        var (type, name) => type?.StartsWith("Org.BouncyCastle.", StringComparison.Ordinal) == true && name is "Verify" or "VerifySignature",
    };

    private static bool ComparesTwoTexts(MethodBase method)
    {
        var code = Instruction.Of(method);
        return Enumerable.Range(0, code.Count).Any(at => code[at].Member is MethodBase called && IsComparison(called) && !HasConstant(code, at));
    }

    private static bool IsComparison(MethodBase called) => (called.DeclaringType?.FullName, called.Name) switch
    {
        ("System.String", "op_Equality" or "op_Inequality" or "Equals" or "Compare" or "CompareOrdinal" or "CompareTo") => true,
        ("System.MemoryExtensions", "SequenceEqual" or "SequenceCompareTo") or ("System.Linq.Enumerable", "SequenceEqual") => true,
        _ => false,
    };

    /// <summary>A text of the code is put on the stack right before; a kind of comparison may come after it.</summary>
    private static bool HasConstant(IReadOnlyList<Instruction> code, int at)
    {
        for (var before = at - 1; before >= 0 && before >= at - 3; before--)
        {
            if (code[before].Code == OpCodes.Ldstr)
            {
                return true;
            }

            if (code[before].Code.FlowControl == FlowControl.Call && code[before].Member is not MethodBase { Name: "op_Implicit" or "AsSpan" })
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>By the names that stand in the source: what the compiler made of a lambda or an iterator bears that of the method around it in brackets.</summary>
    private static string NameOf(MethodBase method)
    {
        var (type, name) = (method.DeclaringType!, method.Name);
        while (type.Name.StartsWith('<') && type.DeclaringType is { } around)
        {
            (name, type) = (name.StartsWith('<') ? name : type.Name, around);
        }

        return $"{type.Name}.{(name.StartsWith('<') ? name[1..name.IndexOf('>', StringComparison.Ordinal)] : name)}";
    }

    private static class Planted
    {
        public static bool Naive(string expected, string given) => expected == given;

        public static bool NaiveBytes(byte[] expected, byte[] given) => expected.AsSpan().SequenceEqual(given);

        public static bool Constant(string type) => type == "url_verification";
    }
}
