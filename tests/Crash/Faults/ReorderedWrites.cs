using System.Globalization;
using OmniFunctions.Tests.Crash.Disk;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>F12: the power goes, and of what was not flushed any writes arrive and others do not.</summary>
internal sealed class ReorderedWrites() : PowerCutFault(Loss.Anything)
{
    public override string Id => "F12";

    public override string Name => "The power goes and writes arrive out of order";

    protected override string Figure(int images, long promised, int findings) =>
        string.Create(CultureInfo.InvariantCulture, $"{findings} acknowledged units lost or halved in {images} images, which had {promised} to keep");
}
