using System.Globalization;

namespace OmniFunctions.Policies;

/// <summary>Looks a policy document through and names all its faults at once; one with any fault is never activated.</summary>
public static class PolicyValidation
{
    public const int MaxQueues = 200;
    public const int MaxNameLength = 60;
    public const int MaxVersionLength = 80;
    public const int MinOfferSeconds = 5;
    public const int MaxOfferSeconds = 3_600;
    public const int MaxFirstResponseSeconds = 7 * 24 * 3_600;
    public const int MaxReopenSeconds = 90 * 24 * 3_600;
    private const int MaxQueueIdLength = 40;

    public static IReadOnlyList<PolicyFault> Faults(ServicePolicy policy) =>
    [
        .. Version(policy.Version),
        .. QueueCount(policy),
        .. policy.Queues.SelectMany((queue, index) => Queue(queue, string.Create(CultureInfo.InvariantCulture, $"queues[{index}]"))),
        .. RepeatedQueues(policy),
        .. Known(policy, policy.DefaultQueue, "defaultQueue"),
        .. policy.ChannelQueues
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(entry => Known(policy, entry.Value, $"channelQueues.{entry.Key}")),
    ];

    private static IEnumerable<PolicyFault> Version(string version)
    {
        if (string.IsNullOrWhiteSpace(version) || version.Length > MaxVersionLength)
        {
            yield return new("version", $"A version has 1 to {MaxVersionLength} characters.");
        }
    }

    private static IEnumerable<PolicyFault> QueueCount(ServicePolicy policy)
    {
        if (policy.Queues.Count is 0 or > MaxQueues)
        {
            yield return new("queues", $"There are 1 to {MaxQueues} queues.");
        }
    }

    private static IEnumerable<PolicyFault> Queue(QueuePolicy queue, string path)
    {
        if (!IsQueueId(queue.Id.Value))
        {
            yield return new($"{path}.id", $"A queue's id has 1 to {MaxQueueIdLength} lower-case letters, digits and hyphens.");
        }

        if (string.IsNullOrWhiteSpace(queue.Name) || queue.Name.Length > MaxNameLength)
        {
            yield return new($"{path}.name", $"A queue's name has 1 to {MaxNameLength} characters.");
        }

        if (queue.OfferSeconds is < MinOfferSeconds or > MaxOfferSeconds)
        {
            yield return new($"{path}.offerSeconds", $"An offer lasts {MinOfferSeconds} to {MaxOfferSeconds} seconds.");
        }

        if (queue.FirstResponseSeconds is < 1 or > MaxFirstResponseSeconds)
        {
            yield return new($"{path}.firstResponseSeconds", $"The first response is due within 1 to {MaxFirstResponseSeconds} seconds.");
        }

        if (queue.ReopenSeconds is < 0 or > MaxReopenSeconds)
        {
            yield return new($"{path}.reopenSeconds", $"A closed conversation reopens within 0 to {MaxReopenSeconds} seconds.");
        }
    }

    private static IEnumerable<PolicyFault> RepeatedQueues(ServicePolicy policy) => policy.Queues
        .GroupBy(queue => queue.Id)
        .Where(group => group.Count() > 1)
        .Select(group => new PolicyFault("queues", $"The queue '{group.Key}' is there {group.Count()} times."));

    private static IEnumerable<PolicyFault> Known(ServicePolicy policy, QueueId id, string path)
    {
        if (policy.Queues.All(queue => queue.Id != id))
        {
            yield return new(path, $"There is no queue '{id}'.");
        }
    }

    private static bool IsQueueId(string? id) =>
        id is { Length: > 0 and <= MaxQueueIdLength } && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
