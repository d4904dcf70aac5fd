using System.Reflection;
using OmniFunctions.Tests.Crash.Faults;

namespace OmniFunctions.Tests.Survival;

public sealed class CatalogueSpecs
{
    [Fact]
    public void No_number_is_taken_twice() =>
        Assert.Empty(FaultCatalogue.All.GroupBy(fault => fault.Id).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Each_fault_of_the_catalogue_has_exactly_one_test_and_it_bears_its_name()
    {
        var tests = from type in typeof(CatalogueSpecs).Assembly.GetTypes()
                    from method in type.GetMethods()
                    where method.GetCustomAttribute<FactAttribute>() is not null && method.Name[0] == 'F' && char.IsAsciiDigit(method.Name[1])
                    select method.Name;
        var faults = FaultCatalogue.All.Select(fault => $"{fault.Id}_{fault.Name.Replace(' ', '_')}");

        Assert.Equal(faults.Order(StringComparer.Ordinal), tests.Order(StringComparer.Ordinal));
    }
}
