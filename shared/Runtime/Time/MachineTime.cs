using System.Runtime.InteropServices;

namespace OmniFunctions.Runtime.Time;

/// <summary>
/// The machine's clocks, with timestamps that go on while the machine sleeps: a laptop that was closed over the weekend has let the weekend
/// pass. The runtime's own stand still meanwhile on Linux. (<c>CLOCK_BOOTTIME</c> of clock_gettime(2).)
/// </summary>
internal sealed partial class MachineTime : TimeProvider
{
    private const int BootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private MachineTime() { }

    public static TimeProvider Instance { get; } = OperatingSystem.IsLinux() ? new MachineTime() : System;

    public override long TimestampFrequency => NanosecondsPerSecond;

    public override long GetTimestamp() => Read(BootTime, out var now) == 0
        ? (now.Seconds * NanosecondsPerSecond) + now.Nanoseconds
        : throw new InvalidOperationException($"The machine has no clock that goes on while it sleeps: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int Read(int clock, out Timespec now);

    /// <summary>Both fields have the size of a machine word.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
