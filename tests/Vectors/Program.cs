using OmniFunctions.Tests.Vectors;

// dotnet run --project tests/Vectors -- <file.json> [--channel name,name]
if (args is not ([_] or [_, "--channel", _]))
{
    Console.Error.WriteLine("Usage: Vectors <file.json> [--channel name,name]");
    return 2;
}

var file = args[0];
IReadOnlyList<Vector> vectors;
try
{
    vectors = VectorFile.Read(file);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
{
    Console.Error.WriteLine($"{file} cannot be read: {e.Message}");
    return 2;
}

if (args.Length == 3)
{
    var wanted = args[2].Split(',');
    vectors = [.. vectors.Where(vector => wanted.Contains(vector.Channel))];
}

var results = await RealDoor.RunAsync(vectors);
var (passed, failed) = (0, 0);
foreach (var result in results)
{
    if (result.Fault is null) passed++;
    else if (result.Supported) failed++;
    if (result.Supported && result.Fault is not null) Console.WriteLine($"failed: {result.Vector.Id}: {result.Fault}");
}

var unsupported = results.Where(result => !result.Supported).GroupBy(result => result.Vector.Channel).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
foreach (var channel in unsupported) Console.WriteLine($"not supported: {channel.Key} ({channel.Count()} vectors, not counted)");
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 && unsupported.Count == 0 && passed > 0 ? 0 : 1;
