using System.Globalization;
using OmniFunctions.Tests.Vectors;

// dotnet run -c Release --project tests/Vectors -- --timing <measurements>
if (args is [Timing.Flag, ..])
{
    if (args is [_, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var measurements) && measurements >= 100)
        return Timing.Run(VectorFile.Read(Path.Combine(AppContext.BaseDirectory, "vectors.json")), measurements) ? 0 : 1;
    Console.Error.WriteLine($"Usage: {Timing.Usage}");
    return 2;
}

// dotnet run -c Release --project tests/Vectors -- --fuzz <cases> [--seed <seed>] [--only <part of a name>]
if (FuzzOptions.IsMeant(args))
{
    if (FuzzOptions.Read(args) is { } fuzz)
    {
        if (Fuzz.Run(VectorFile.Read(Path.Combine(AppContext.BaseDirectory, "vectors.json")), fuzz.Cases, fuzz.Seed, fuzz.Only) is { } isSound) return isSound ? 0 : 1;
        Console.Error.WriteLine($"Nothing has a name like {fuzz.Only}.");
        return 2;
    }

    Console.Error.WriteLine($"Usage: {FuzzOptions.Usage}");
    return 2;
}

// dotnet run --project tests/Vectors -- <file.json> [--channel name,name]
// dotnet run --project tests/Vectors -- --outbound <file.json> [--channel name,name]
var isOutbound = args is ["--outbound", ..];
var rest = isOutbound ? args[1..] : args;
if (rest is not ([_] or [_, "--channel", _]) || rest[0].StartsWith('-'))
{
    Console.Error.WriteLine("Usage: Vectors [--outbound] <file.json> [--channel name,name]");
    Console.Error.WriteLine("Sends the file's requests through the real door. With --outbound, has the channels make what the file says must leave.");
    return 2;
}

var (file, wanted) = (rest[0], rest.ElementAtOrDefault(2)?.Split(','));
try
{
    var verdicts = isOutbound
        ? OutboundFile.Read(file).Where(vector => IsWanted(vector.Channel)).Select(OutboundJudge.Judge).ToList()
        : await RealDoor.RunAsync([.. VectorFile.Read(file).Where(vector => IsWanted(vector.Channel))]);
    return Verdict.Print(verdicts, Console.Out);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
{
    Console.Error.WriteLine($"{file} cannot be read: {e.Message}");
    return 2;
}

bool IsWanted(string channel) => wanted?.Contains(channel) != false;
