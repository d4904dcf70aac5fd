using System.Reflection;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.House;

/// <summary>A contract specification holds what somebody else has documented, and says where.</summary>
public class DocumentationSpecs
{
    private const string Root = "OmniFunctions.Tests.Local.";

    public static TheoryData<string> Contracts => ["ServiceBus", "EventHubs", "DurableTask", "SignalR", "Tables", "Functions"];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_contract_specification_names_the_page_it_follows(string contract)
    {
        var specifications = SpecificationsIn(contract).ToList();

        Assert.NotEmpty(specifications);
        Assert.Empty(specifications.Where(type => !NamesAPage(type)).Select(type => type.FullName));
    }

    [Fact]
    public void An_address_that_is_not_https_does_not_count()
    {
        Assert.False(NamesAPage(typeof(OnPaper)));
        Assert.False(NamesAPage(typeof(DocumentationSpecs)));
    }

    private static IEnumerable<Type> SpecificationsIn(string contract) => typeof(DocumentationSpecs).Assembly.GetTypes()
        .Where(type => type.Namespace == Root + contract && type.GetMethods().Any(IsSpecification));

    private static bool IsSpecification(MethodInfo method) => method.IsDefined(typeof(FactAttribute));

    private static bool NamesAPage(Type type)
    {
        var pages = type.GetCustomAttributes<FollowsAttribute>().Select(follows => follows.Page).ToList();
        return pages.Count > 0 && pages.All(page => Uri.TryCreate(page, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps);
    }

    [Follows("a book on a shelf")]
    private sealed class OnPaper;
}
