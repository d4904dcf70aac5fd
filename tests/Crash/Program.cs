using System.Globalization;
using OmniFunctions.Tests.Crash;

// dotnet run -c Release --project tests/Crash -- --cycles N [--seed N]
var cycles = 10;
var seed = 1;
for (var i = 0; i < args.Length; i += 2)
{
    var value = 0;
    var understood = i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    switch (args[i])
    {
        case "--cycles" when understood && value is > 0 and <= 1_000_000:
            cycles = value;
            break;
        case "--seed" when understood:
            seed = value;
            break;
        default:
            Console.Error.WriteLine("Usage: Crash --cycles <1..1000000> [--seed <number>]");
            return 2;
    }
}

var verdict = await new CrashRun(cycles, seed).RunAsync();
foreach (var line in verdict.Findings.Take(50)) Console.WriteLine(line);
Console.WriteLine(verdict);
return verdict.IsClean ? 0 : 1;
