using OmniFunctions.Tests.Crash;
using OmniFunctions.Tests.Crash.Faults;
using OmniFunctions.Tests.Crash.Faults.Timers;
using OmniFunctions.Tests.Crash.Disk;

if (args is [StoreChild.Argument, _, _, _]) return await StoreChild.RunAsync(args);
if (args is [TalkChild.Argument, _, _, _]) return await TalkChild.RunAsync(args);
if (args is [TimerChild.Argument, _, _, _, _]) return await TimerChild.RunAsync(args);

CrashOptions options;
try
{
    options = CrashOptions.Read(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(CrashOptions.Usage);
    return 2;
}

if (options.List)
{
    foreach (var fault in FaultCatalogue.All) Console.WriteLine($"{fault.Id} {fault.Name}");
    return 0;
}

if (options.Faults is { } faults) return await new FaultRun(faults, options.Time, options.Seed).RunAsync() ? 0 : 1;

var verdict = await new CrashRun(options.Cycles, options.Seed).RunAsync();
foreach (var line in verdict.Findings.Take(Proof.MaxFindingsShown)) Console.WriteLine(line);
Console.WriteLine(verdict);
return verdict.IsClean ? 0 : 1;
