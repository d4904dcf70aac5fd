using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask;
using OmniFunctions.Local.DurableTask.Entities;
using OmniFunctions.Local.DurableTask.Replay;

namespace OmniFunctions.Local.DurableTask.History;

/// <summary>The stored form of turns, messages and failures. Payloads inside are the text that the data converter made.</summary>
[JsonSerializable(typeof(Turn))]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(List<HistoryEvent>))]
[JsonSerializable(typeof(EntityMessage))]
[JsonSerializable(typeof(TaskFailureDetails))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(HistoryDocument))]
internal sealed partial class HubJson : JsonSerializerContext
{
    /// <summary>Chinese stays readable and short; nothing of this is ever put into a page.</summary>
    public static HubJson Compact { get; } = new(Form(indented: false));

    /// <summary>The same on lines, for files that people read and compare.</summary>
    public static HubJson Readable { get; } = new(Form(indented: true));

    private static JsonSerializerOptions Form(bool indented) => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
    };
}
