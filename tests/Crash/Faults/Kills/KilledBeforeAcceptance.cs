using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>F01: no row is there, the caller sees a broken connection and tries again, and the second try is stored once.</summary>
internal sealed class KilledBeforeAcceptance() : DoorKills([CrashPoint.RequestCame, CrashPoint.Verified, CrashPoint.Parsed], stores: false)
{
    public override string Id => "F01";

    public override string Name => "Killed before the message is accepted";
}
