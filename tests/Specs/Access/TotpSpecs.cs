using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Access;

namespace OmniFunctions.Tests.Specs.Access;

public sealed class TotpSpecs
{
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 10, TimeSpan.Zero);

    /// <summary>RFC 6238, appendix B. Its keys repeat the digits up to the length of the hash (erratum 2866).</summary>
    [Theory]
    [InlineData(59, "94287082", "46119246", "90693936")]
    [InlineData(1111111109, "07081804", "68084774", "25091201")]
    [InlineData(1111111111, "14050471", "67062674", "99943326")]
    [InlineData(1234567890, "89005924", "91819424", "93441116")]
    [InlineData(2000000000, "69279037", "90698825", "38618901")]
    [InlineData(20000000000, "65353130", "77737706", "47863826")]
    public void The_codes_are_those_of_the_standard(long seconds, string sha1, string sha256, string sha512)
    {
        var step = Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Assert.Equal(sha1, Totp.CodeOf(KeyOf(20), step, 8, HashAlgorithmName.SHA1));
        Assert.Equal(sha256, Totp.CodeOf(KeyOf(32), step, 8, HashAlgorithmName.SHA256));
        Assert.Equal(sha512, Totp.CodeOf(KeyOf(64), step, 8, HashAlgorithmName.SHA512));

        static byte[] KeyOf(int length) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("1234567890", 7))[..length]);
    }

    /// <summary>RFC 4226, appendix D.</summary>
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(2, "359152")]
    [InlineData(3, "969429")]
    [InlineData(4, "338314")]
    [InlineData(5, "254676")]
    [InlineData(6, "287922")]
    [InlineData(7, "162583")]
    [InlineData(8, "399871")]
    [InlineData(9, "520489")]
    public void The_counted_codes_are_those_of_the_standard(long step, string code) => Assert.Equal(code, Totp.CodeOf(Key, step));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_code_counts_in_its_own_step_and_in_those_beside_it(int steps, bool counts)
    {
        var step = Totp.StepOf(Now) + steps;
        Assert.Equal(counts ? step : null, Totp.StepOf(Key, Totp.CodeOf(Key, step), Now, lastStep: null));
    }

    [Fact]
    public void A_code_that_was_taken_is_not_taken_again_and_neither_are_those_before_it()
    {
        var step = Totp.StepOf(Now);
        Assert.Null(Totp.StepOf(Key, Totp.CodeOf(Key, step), Now, lastStep: step));
        Assert.Null(Totp.StepOf(Key, Totp.CodeOf(Key, step - 1), Now, lastStep: step));
        Assert.Equal(step + 1, Totp.StepOf(Key, Totp.CodeOf(Key, step + 1), Now, lastStep: step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("１２３４５６")]
    public void What_is_no_six_digits_is_no_code(string code) => Assert.Null(Totp.StepOf(Key, code, Now, lastStep: null));

    /// <summary>RFC 4648, section 10, without the padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_key_is_written_as_the_standard_says(string bytes, string text) => Assert.Equal(text, Totp.Base32(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public void An_app_is_told_whose_key_it_is_whatever_letters_that_has() => Assert.Equal(
        "otpauth://totp/Omni%20Functions:%E6%9D%8E%2Fa%26b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Omni%20Functions&algorithm=SHA1&digits=6&period=30",
        Totp.Address(Key, "Omni Functions", "李/a&b"));

    [Theory]
    [InlineData("abcde-fghjk")]
    [InlineData("ABCDE FGHJK")]
    [InlineData("abcdefghjk")]
    public void A_recovery_code_is_good_once_however_it_is_typed(string typed)
    {
        string[] hashes = [RecoveryCodes.HashOf("abcdefghjk"), RecoveryCodes.HashOf("mnpqrstuvw")];
        var left = RecoveryCodes.Use(hashes, typed);
        Assert.Equal([hashes[1]], left);
        Assert.Null(RecoveryCodes.Use(left!, typed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghj")]
    [InlineData("zzzzzzzzzz")]
    public void What_is_no_recovery_code_uses_up_none(string typed) => Assert.Null(RecoveryCodes.Use([RecoveryCodes.HashOf("abcdefghjk")], typed));
}
