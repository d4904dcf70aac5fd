using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Cost;
using OmniFunctions.Demo;
using OmniFunctions.Documents;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Lab;

/// <summary>
/// <c>lab</c>, <c>day</c> and <c>cost</c>: trying a policy on a virtual clock, or adding up a bill, instead of running the system. Exit code 0 when it is done, 1 when a document was
/// refused, 2 when the command was not understood.
/// </summary>
internal static class LabCommands
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int HashShown = 12;
    private const int Misunderstood = 2;
    private const int MaxFileBytes = 1024 * 1024;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The exit code, or null when the arguments are none of these commands.</summary>
    public static int? TryRun(string[] args, TextWriter output, TextWriter error) => args switch
    {
        ["lab", .. var rest] => LabCommand.Run(rest, output, error),
        ["day", .. var rest] => DayCommand.Run(rest, output, error),
        ["cost", .. var rest] => CostCommand.Run(rest, output, error),
        _ => null,
    };

    public static int NotUnderstood(TextWriter error, IEnumerable<string> faults, string usage)
    {
        foreach (var fault in faults) error.WriteLine(fault);
        error.WriteLine("Usage: " + usage);
        return Misunderstood;
    }

    public static int Refused(TextWriter error, string file, IReadOnlyList<DocumentFault> faults)
    {
        foreach (var fault in faults)
        {
            error.WriteLine($"{file}({fault.At.Line},{fault.At.Column}): {(fault.Path.Length > 0 ? fault.Path + ": " : "")}{fault.Problem}");
        }

        return Failed;
    }

    /// <summary>The document of a file, or the demo tenant's; null when it was refused, and then all its faults are written.</summary>
    public static CompiledPolicy? Policy(string? file, TextWriter error)
    {
        if (file is null) return CompiledPolicy.Of(DemoRules.Source().Policy, Zones.Find);
        if (Text(file, error) is not { } text) return null;
        var reading = PolicyDocument.Read(text);
        if (reading.Policy is { } policy) return CompiledPolicy.Of(policy, Zones.Find);
        Refused(error, file, reading.Faults);
        return null;
    }

    public static string? Text(string file, TextWriter error)
    {
        var found = new FileInfo(file);
        if (!found.Exists) error.WriteLine($"There is no file {file}.");
        else if (found.Length > MaxFileBytes) error.WriteLine($"{file} is larger than {MaxFileBytes / 1024} KiB.");
        else return File.ReadAllText(file);
        return null;
    }
}
