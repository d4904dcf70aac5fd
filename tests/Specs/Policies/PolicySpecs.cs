using OmniFunctions.Policies;

namespace OmniFunctions.Tests.Specs.Policies;

public sealed class PolicySpecs
{
    private static readonly ServicePolicy Demo = DemoPolicy.Document;

    [Fact]
    public void The_demo_document_has_no_fault() => Assert.Empty(PolicyValidation.Faults(Demo));

    [Fact]
    public void What_a_program_made_is_looked_through_as_a_text_is()
    {
        var queue = Demo.Queues[0] with { Name = " ", OfferSeconds = 4, FirstResponseSeconds = 0, ReopenSeconds = -1 };
        var policy = new ServicePolicy("", new("nowhere"), new Dictionary<string, QueueId> { ["telegram"] = new("gone") }, [queue, queue with { Id = new("Über") }, queue]);

        var paths = PolicyValidation.Faults(policy).Select(fault => fault.Path).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "channelQueues.telegram", "defaultQueue",
                "queues[0].firstResponseSeconds", "queues[0].name", "queues[0].offerSeconds", "queues[0].reopenSeconds",
                "queues[1].firstResponseSeconds", "queues[1].id", "queues[1].name", "queues[1].offerSeconds", "queues[1].reopenSeconds",
                "queues[2].firstResponseSeconds", "queues[2].id", "queues[2].name", "queues[2].offerSeconds", "queues[2].reopenSeconds",
                "version",
            ],
            paths);
    }

    [Fact]
    public void A_document_without_queues_is_refused() =>
        Assert.Equal(["defaultQueue", "queues"], PolicyValidation.Faults(Demo with { Queues = [] }).Select(fault => fault.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void Two_documents_that_say_the_same_have_the_same_hash_whatever_their_version_and_order()
    {
        var one = Demo with { ChannelQueues = new Dictionary<string, QueueId> { ["a"] = DemoPolicy.Queue, ["b"] = DemoPolicy.Queue } };
        var other = Demo with { Version = "other", ChannelQueues = new Dictionary<string, QueueId> { ["b"] = DemoPolicy.Queue, ["a"] = DemoPolicy.Queue } };

        Assert.Equal(PolicyHash.Of(one), PolicyHash.Of(other));
    }

    [Fact]
    public void Another_rule_has_another_hash() =>
        Assert.NotEqual(PolicyHash.Of(Demo), PolicyHash.Of(Demo with { Queues = [Demo.Queues[0] with { OfferSeconds = 31 }] }));
}
