using System.Globalization;
using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

internal enum Question
{
    IsOpen,
    NextOpening,
    NextClosing,
    OpenBetween,
    After,
    Spans,
}

/// <summary>One question asked of both.</summary>
/// <param name="Length">In ticks: how long the range is, or how much open time passes.</param>
internal sealed record QuestionCase(BusinessHours Hours, Kind Kind, Question Question, long At, long Length)
{
    /// <returns>Null when both agree.</returns>
    internal string? Disagreement() => Disagreement(new Subject(Hours, At));

    internal string? Disagreement(Subject subject)
    {
        var (product, oracle, at) = (subject.Product(Kind), subject.Oracle(Kind), Utc(At));
        return Question switch
        {
            Question.IsOpen => Compare(product.IsOpen(at), oracle.IsOpen(At)),
            Question.NextOpening => Compare(product.NextOpening(at), oracle.NextOpening(At)),
            Question.NextClosing => Compare(product.NextClosing(at), oracle.NextClosing(At)),
            Question.OpenBetween => Compare(product.OpenBetween(at, Utc(At + Length)), new TimeSpan(oracle.OpenBetween(At, At + Length))),
            Question.After => Compare(product.After(at, new TimeSpan(Length)), oracle.After(At, Length)),
            _ => Compare(
                [.. product.Spans(at, Utc(At + Length))],
                [.. oracle.Spans(At, At + Length).Select(span => new OpenSpan(Utc(span.From), Utc(span.Until)))]),
        };
    }

    internal IEnumerable<QuestionCase> Smaller() =>
    [
        .. SmallerHours.Of(Hours).Select(hours => this with { Hours = hours }),
        .. Length > 0 ? new[] { this with { Length = 0 }, this with { Length = Length / 2 } } : [],
        .. Length > TimeSpan.TicksPerSecond && Length % TimeSpan.TicksPerSecond != 0 ? new[] { this with { Length = Length - (Length % TimeSpan.TicksPerSecond) } } : [],
    ];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Question} of {Kind} at {Utc(At):o}, length {new TimeSpan(Length)}, of {JsonSerializer.Serialize(Hours, CoreJson.Instance.BusinessHours)}");

    internal static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    private static string? Compare<T>(T product, T oracle)
        where T : struct => product.Equals(oracle) ? null : $"the product says {product}, the oracle says {oracle}";

    /// <summary>What the oracle does not find within its patience must not be found there by the product either.</summary>
    private string? Compare(DateTimeOffset? product, long? oracle) =>
        product?.UtcTicks == oracle || (oracle is null && product?.UtcTicks >= At + OracleTimeline.PatienceTicks)
            ? null
            : $"the product says {Shown(product?.UtcTicks)}, the oracle says {Shown(oracle)}";

    private static string? Compare(OpenSpan[] product, OpenSpan[] oracle) => product.SequenceEqual(oracle)
        ? null
        : $"the product says {string.Join(", ", product)}, the oracle says {string.Join(", ", oracle)}";

    internal static string Shown(long? ticks) => ticks is { } at ? Utc(at).ToString("o", CultureInfo.InvariantCulture) : "never";
}
