using System.Globalization;
using OmniFunctions.Tests.Crash.Disk;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>F11: the power goes while a page is written, and only some of its sectors arrive.</summary>
internal sealed class TornWrites() : PowerCutFault(Loss.TornEnd)
{
    public override string Id => "F11";

    public override string Name => "A write is torn";

    protected override string Figure(int images, long promised, int findings) =>
        string.Create(CultureInfo.InvariantCulture, $"{findings} undetected or lost of {images} images, which had {promised} acknowledged units to keep");
}
