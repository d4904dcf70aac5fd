using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Local.Functions;

/// <summary>JSON lines for machines, plain lines for a person at a terminal.</summary>
internal static class HostLogging
{
    public static void Configure(ILoggingBuilder logging, JsonElement? hostJson)
    {
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions", LogLevel.Warning);
        Levels(logging, hostJson);
        if (Console.IsOutputRedirected)
            logging.AddJsonConsole(options => { options.UseUtcTimestamp = true; options.TimestampFormat = "O"; });
        else
            logging.AddSimpleConsole(options => { options.SingleLine = true; options.TimestampFormat = "HH:mm:ss "; });
    }

    /// <summary><c>logging.logLevel</c> of host.json: a level by category, and one for all the rest.</summary>
    private static void Levels(ILoggingBuilder logging, JsonElement? hostJson)
    {
        if (hostJson is not { } root || !root.TryGetProperty("logging", out var section) || !section.TryGetProperty("logLevel", out var levels)) return;
        foreach (var entry in levels.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String || !Enum.TryParse<LogLevel>(entry.Value.GetString(), ignoreCase: true, out var level)) continue;
            if (entry.Name.Equals("default", StringComparison.OrdinalIgnoreCase)) logging.SetMinimumLevel(level);
            else logging.AddFilter(entry.Name, level);
        }
    }
}
