using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>Numbers for the queues and skills that agents have, so that a look at a seat compares numbers and no texts.</summary>
internal sealed record Words(ImmutableDictionary<QueueId, int> Queues, ImmutableDictionary<SkillId, int> Skills)
{
    internal static Words None { get; } = new(ImmutableDictionary<QueueId, int>.Empty, ImmutableDictionary<SkillId, int>.Empty);

    internal int QueueCount => Queues.Count;

    internal int SkillCount => Skills.Count;

    /// <summary>-1 when no agent ever had it.</summary>
    internal int Of(QueueId queue) => Queues.GetValueOrDefault(queue, -1);

    /// <summary>-1 when no agent ever had it.</summary>
    internal int Of(SkillId skill) => Skills.GetValueOrDefault(skill, -1);

    /// <summary>With everything that this seat has.</summary>
    internal Words With(AgentSeat seat)
    {
        var (queues, skills) = (Queues, Skills);
        foreach (var queue in seat.Queues)
        {
            if (!queues.ContainsKey(queue)) queues = queues.Add(queue, queues.Count);
        }

        foreach (var skill in seat.Skills.Keys)
        {
            if (!skills.ContainsKey(skill)) skills = skills.Add(skill, skills.Count);
        }

        return ReferenceEquals(queues, Queues) && ReferenceEquals(skills, Skills) ? this : new Words(queues, skills);
    }
}
