using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniFunctions.Customers;
using OmniFunctions.Json;

namespace OmniFunctions.Tests.Specs.Customers;

public sealed class PersonFactsSpecs
{
    [Fact]
    public void All_faults_are_named_at_once()
    {
        var facts = PersonFacts.None with
        {
            Tier = " ",
            Tags = ["a", "a"],
            Attributes = ImmutableDictionary<string, AttributeValue>.Empty.Add("city", AttributeValue.Of(new string('x', PersonFacts.MaxTextLength + 1))).Add("", AttributeValue.Of(1)),
        };
        Assert.Equal(["attributes.", "attributes.city", "tags", "tier"], facts.Faults().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void As_many_attributes_as_are_allowed_and_no_more()
    {
        var many = Enumerable.Range(0, PersonFacts.MaxAttributes).ToImmutableDictionary(i => $"a{i}", i => AttributeValue.Of(i));
        Assert.Empty((PersonFacts.None with { Attributes = many }).Faults());
        Assert.Equal("attributes", Assert.Single((PersonFacts.None with { Attributes = many.Add("more", AttributeValue.Of("x")) }).Faults()).Key);
    }

    [Theory]
    [InlineData("""{"tier":"gold","tags":["vip"],"attributes":{"city":"上海","orders":12.5},"owner":"ana"}""")]
    [InlineData("""{"tags":[],"attributes":{}}""")]
    public void What_is_written_is_read_again(string json)
    {
        var facts = JsonSerializer.Deserialize(json, CoreJson.Instance.PersonFacts)!;
        var written = JsonSerializer.SerializeToNode(facts, CoreJson.Instance.PersonFacts);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), written), $"Written: {written}");
    }

    [Theory]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("1e999")]
    [InlineData("[]")]
    public void An_attribute_is_a_text_or_a_number_and_nothing_else(string value) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"tags":[],"attributes":{"a":VALUE}}""".Replace("VALUE", value, StringComparison.Ordinal), CoreJson.Instance.PersonFacts));
}
