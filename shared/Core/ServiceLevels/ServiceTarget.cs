using System.Collections.Immutable;

namespace OmniFunctions.ServiceLevels;

/// <summary>How much time something may take, and when to warn that it is running out. <see cref="ServiceTargetValidation"/> refuses what makes no sense.</summary>
/// <param name="TargetSeconds">Of the basis' time. The target is met by what ends before they have passed.</param>
/// <param name="WarnAtPercent">Of the target's time, ascending, 1 to 99.</param>
public sealed record ServiceTarget(ServiceMeasure Measure, int TargetSeconds, TimeBasis Basis, ImmutableArray<int> WarnAtPercent)
{
    /// <summary>None where none was given.</summary>
    public ImmutableArray<int> WarnAtPercent
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = WarnAtPercent.IsDefault ? [] : WarnAtPercent;

    /// <summary>The percentage that is the breach itself.</summary>
    public const int Breach = 100;

    /// <summary>The time that has passed at a percentage of the target. Exact: a second has more ticks than a whole has per cent.</summary>
    public TimeSpan At(int percent) => new(TargetSeconds * (TimeSpan.TicksPerSecond / Breach) * percent);

    /// <summary>Arrays compare by place in memory; two targets that say the same are the same.</summary>
    public bool Equals(ServiceTarget? other) => other is not null
        && Measure == other.Measure
        && TargetSeconds == other.TargetSeconds
        && Basis == other.Basis
        && WarnAtPercent.SequenceEqual(other.WarnAtPercent);

    public override int GetHashCode() => HashCode.Combine(Measure, TargetSeconds, Basis, WarnAtPercent.Length);
}
