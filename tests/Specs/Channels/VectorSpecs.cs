using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class VectorSpecs
{
    [Theory]
    [MemberData(nameof(Vector.AsTheory), MemberType = typeof(Vector))]
    public void A_request_of_the_platform_is_judged_as_the_vector_says(Vector vector)
    {
        var verification = vector.Channel.Verify(vector.Request, vector.Account, vector.Now);

        Assert.Equal(vector.Flag("valid"), verification is not Verification.Rejected);
    }

    [Theory]
    [MemberData(nameof(Vector.AsTheory), MemberType = typeof(Vector))]
    public void An_authentic_request_reads_as_the_items_the_vector_names(Vector vector)
    {
        if (vector.Channel.Verify(vector.Request, vector.Account, vector.Now) is not Verification.Authentic authentic)
        {
            // A handshake leaves nothing behind.
            Assert.Equal(0, vector.Expect.TryGetProperty("normalised", out var nothing) ? nothing.GetProperty("items").GetArrayLength() : 0);
            return;
        }

        var parsed = vector.Channel.Parse(vector.Request, authentic.Payload, vector.Account);

        if (vector.Flag("parse_error"))
        {
            Assert.IsType<Parsed.Malformed>(parsed);
            return;
        }

        var items = Assert.IsType<Parsed.Items>(parsed).List;
        if (!vector.Expect.TryGetProperty("normalised", out var normalised))
        {
            return;
        }

        var expected = normalised.GetProperty("items");
        Assert.Equal(expected.GetArrayLength(), items.Count);
        Assert.All(expected.EnumerateArray().Zip(items), pair =>
            AssertContains(pair.First, JsonDocument.Parse(NormalisedItem.ToJson(pair.Second)).RootElement, "item"));
    }

    [Theory]
    [MemberData(nameof(Vector.AsTheory), MemberType = typeof(Vector))]
    public void The_answer_is_the_one_the_platform_wants(Vector vector)
    {
        if (!vector.Flag("valid") || !vector.Expect.TryGetProperty("response", out var expected))
        {
            return;
        }

        var reply = vector.Channel.Verify(vector.Request, vector.Account, vector.Now) switch
        {
            Verification.Handshake handshake => handshake.Reply,
            Verification.Authentic authentic => vector.Channel.Acknowledge(vector.Request, authentic.Payload, vector.Account, vector.Now),
            var other => throw new InvalidOperationException($"No answer to {other}."),
        };

        Assert.Equal(expected.GetProperty("status").GetInt32(), reply.Status);
        var body = Encoding.UTF8.GetString(reply.Body.Span);
        if (expected.TryGetProperty("body", out var exact))
        {
            Assert.Equal(exact.GetString(), body);
        }

        if (expected.TryGetProperty("contentType", out var type))
        {
            Assert.Equal(type.GetString(), reply.ContentType?.Split(';')[0]);
        }

        if (expected.TryGetProperty("headers", out var headers))
        {
            Assert.All(headers.EnumerateObject(), header => Assert.Equal(header.Value.GetString(), reply.Headers.GetValueOrDefault(header.Name)));
        }

        if (expected.TryGetProperty("json", out var json))
        {
            Assert.True(JsonElement.DeepEquals(json, JsonDocument.Parse(body).RootElement), $"expected {json}, was {body}");
        }

        if (expected.TryGetProperty("body_in", out var any))
        {
            Assert.Contains(body, any.EnumerateArray().Select(text => text.GetString()!));
        }
    }

    [Fact]
    public void A_document_type_is_told_apart_from_broken_xml()
    {
        var vector = Vector.All.Single(vector => vector.Id == "wechat-oa/plain-xxe-doctype");

        var parsed = vector.Channel.Parse(vector.Request, vector.Request.Body, vector.Account);

        Assert.Equal(new Parsed.Malformed(ParseFault.DtdProhibited), parsed);
    }

    private static void AssertContains(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
            Assert.All(expected.EnumerateArray().Zip(actual.EnumerateArray()), pair => AssertContains(pair.First, pair.Second, $"{path}[]"));
            return;
        }

        if (expected.ValueKind != JsonValueKind.Object)
        {
            Assert.True(JsonElement.DeepEquals(expected, actual), $"{path}: expected {expected}, was {actual}");
            return;
        }

        foreach (var member in expected.EnumerateObject())
        {
            Assert.True(actual.TryGetProperty(member.Name, out var value), $"{path} has no {member.Name}");
            AssertContains(member.Value, value, $"{path}.{member.Name}");
        }
    }
}
