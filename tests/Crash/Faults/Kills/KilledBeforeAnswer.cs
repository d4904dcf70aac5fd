using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>F03: the message is stored though nobody was told so, and the second try is known for what it is.</summary>
internal sealed class KilledBeforeAnswer() : DoorKills([CrashPoint.Accepted], stores: true)
{
    public override string Id => "F03";

    public override string Name => "Killed between the commit and the answer";
}
