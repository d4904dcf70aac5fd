namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>One thing that a process did to the files of its data folder, or promised to the outside, in the order it happened.</summary>
internal abstract record DiskStep
{
    private DiskStep() { }

    internal sealed record Created(string File) : DiskStep;

    internal sealed record Wrote(string File, long Offset, byte[] Data) : DiskStep;

    internal sealed record Truncated(string File, long Length) : DiskStep;

    /// <summary>A flush that succeeded. One that failed promises nothing and is no step.</summary>
    internal sealed record Flushed(string File) : DiskStep;

    internal sealed record FolderFlushed : DiskStep;

    internal sealed record Deleted(string File) : DiskStep;

    internal sealed record Acknowledged(long Number) : DiskStep;
}
