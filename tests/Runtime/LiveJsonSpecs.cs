using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Tests.Runtime;

/// <summary>What is pushed reads like what the API answers.</summary>
public class LiveJsonSpecs
{
    [Fact]
    public void Every_choice_that_is_pushed_goes_by_its_name()
    {
        var choices = typeof(LiveJson).GetProperties()
            .Where(property => property.PropertyType.IsAssignableTo(typeof(JsonTypeInfo)) && property.PropertyType.IsGenericType)
            .Select(property => property.PropertyType.GetGenericArguments()[0])
            .Where(type => type.IsEnum)
            .ToList();

        var numbers = choices.Where(type => JsonSerializer.Serialize(Enum.GetValues(type).GetValue(0), type, LiveJson.Instance)[0] != '"').Select(type => type.Name);
        Assert.NotEmpty(choices);
        Assert.Empty(numbers);
    }
}
