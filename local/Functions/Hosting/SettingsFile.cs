using System.Text.Json;

namespace OmniFunctions.Local.Functions;

/// <summary>The settings of a developer's machine: <c>Values</c> of local.settings.json, or of the sample beside it.</summary>
internal static class SettingsFile
{
    private static readonly string[] Names = ["local.settings.json", "local.settings.sample.json"];

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="StartupRefusedException">The file is there and does not parse.</exception>
    public static Dictionary<string, string?> Read(string folder)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (Names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } path) return values;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            if (!document.RootElement.TryGetProperty("Values", out var section)) return values;
            foreach (var value in section.EnumerateObject())
                values[value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
            return values;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new StartupRefusedException($"{path} is not a settings file: {e.Message}", e);
        }
    }
}
