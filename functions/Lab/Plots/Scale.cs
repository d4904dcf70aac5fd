namespace OmniFunctions.Lab.Plots;

/// <summary>Values of one axis and where they are drawn.</summary>
internal sealed record Scale(double From, double To, double At, double Until)
{
    private const int WantedTicks = 5;

    public double Place(double value) => At + ((value - From) / (To - From) * (Until - At));

    /// <summary>An axis from zero to a round number that is not below the highest value.</summary>
    public static Scale Upward(double highest, double bottom, double top)
    {
        var step = Step(highest);
        return new Scale(0, Math.Max(1, Math.Ceiling(highest / step)) * step, bottom, top);
    }

    /// <summary>Round values to mark, both ends included.</summary>
    public IEnumerable<double> Ticks()
    {
        var step = Step(To - From);
        for (var tick = From; tick <= To + (step / 2); tick += step) yield return tick;
    }

    /// <summary>1, 2 or 5 times a power of ten, so that about <see cref="WantedTicks"/> of them reach the value.</summary>
    private static double Step(double value)
    {
        if (value <= 0) return 1;
        var raw = value / WantedTicks;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return magnitude * (raw / magnitude) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
