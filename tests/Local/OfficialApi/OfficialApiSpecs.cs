using System.Reflection;

namespace OmniFunctions.Tests.Local.OfficialApi;

/// <summary>What is public under local/ in an official namespace is official: code that compiles here compiles against the packages.</summary>
public sealed class OfficialApiSpecs
{
    private static readonly ApiList Official = new(Directory.GetFiles(Path.Combine(Repository.Root, "tests/Local/OfficialApi/lists"), "*.txt").SelectMany(File.ReadLines));

    [Fact]
    public void Nothing_public_in_an_official_namespace_is_our_own_invention()
    {
        var faults = ApiReader.Read(LocalAssemblies().SelectMany(assembly => assembly.GetTypes()), Official).Select(Official.Fault).OfType<string>().Order().ToArray();
        Assert.True(faults.Length == 0, $"{faults.Length} members are not official:\n{string.Join('\n', faults)}");
    }

    [Theory]
    [InlineData("M:Azure.Made.Up(System.Int32?) -> System.String virtual")]
    [InlineData("M:Azure.Made.Up(System.Int32) -> System.Void virtual")]
    [InlineData("M:Azure.Made.Up(System.Int32) -> System.String static")]
    [InlineData("M:Azure.Made.Up -> System.String")]
    [InlineData("P:Azure.Made.Size -> System.Int32 { get; set; }")]
    [InlineData("P:Azure.Made.Size -> System.Int64 { get; }")]
    [InlineData("F:Azure.Made.Kind.Second -> Azure.Made.Kind = 2")]
    [InlineData("T:Azure.Made abstract class")]
    [InlineData("T:Azure.Made struct")]
    [InlineData("T:Azure.Closed class")]
    [InlineData("T:Azure.Mode class")]
    public void A_member_that_differs_from_the_official_one_is_reported(string invented)
    {
        var official = new ApiList([
            "T:Azure.Made class",
            "T:Azure.Closed sealed class",
            "M:Azure.Made.Up(System.Int32) -> System.String virtual",
            "P:Azure.Made.Size -> System.Int32 { get; }",
            "F:Azure.Made.Kind.Second -> Azure.Made.Kind = 1"]);
        Assert.NotNull(official.Fault(ApiList.Parse(invented)));
    }

    [Theory]
    [InlineData("T:Azure.Made sealed class : System.Exception")]
    [InlineData("M:Azure.Made.Up(System.Collections.Generic.List{System.Int32}?) -> System.String")]
    [InlineData("P:Azure.Made.Size -> System.Nullable{System.Int32} { get; }")]
    public void A_subset_of_the_official_member_is_accepted(string member)
    {
        var official = new ApiList([
            "T:Azure.Made class : System.Exception",
            "M:Azure.Made.Up(System.Collections.Generic.List{System.Int32}?) -> System.String virtual",
            "P:Azure.Made.Size -> System.Nullable{System.Int32} { get; set; }"]);
        Assert.Null(official.Fault(ApiList.Parse(member)));
    }

    [Fact]
    public void A_public_type_is_read_with_all_that_a_caller_can_reach()
    {
        var read = ApiReader.Read([typeof(Azure.MadeUp.Sample)], new ApiList([])).Select(member => member.ToString());
        Assert.Equal(
            [
                "E:Azure.MadeUp.Sample.Changed -> System.EventHandler{System.String}",
                "F:Azure.MadeUp.Sample.Limit -> System.Int32",
                "M:Azure.MadeUp.Sample.#ctor",
                "M:Azure.MadeUp.Sample.Convert``1(System.Collections.Generic.IReadOnlyList{``0},System.Threading.CancellationToken?) -> System.Nullable{System.Int32} virtual",
                "P:Azure.MadeUp.Sample.Item(System.String) -> System.Byte[] get",
                "T:Azure.MadeUp.Sample abstract class",
            ],
            read.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Assembly> LocalAssemblies() =>
        from project in Directory.GetFiles(Path.Combine(Repository.Root, "local"), "*.csproj", SearchOption.AllDirectories)
        select Assembly.Load(Path.GetFileNameWithoutExtension(project));
}
