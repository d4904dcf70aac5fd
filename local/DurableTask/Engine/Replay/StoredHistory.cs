using System.Text.Json;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Replay;

/// <summary>
/// The history of an instance's present execution, taken out of its hub: with the orchestrator's code it can be replayed anywhere, without
/// the store, the host or the activities. <c>docs/guides/replay.md</c> has the shape of the file.
/// </summary>
public sealed class StoredHistory
{
    private readonly HistoryDocument document;

    internal StoredHistory(HistoryDocument document) => this.document = document;

    public string Orchestrator => document.Orchestrator;

    public string InstanceId => document.InstanceId;

    /// <summary>Where the instance stood when its history was taken.</summary>
    public OrchestrationRuntimeStatus Status => document.Status;

    /// <summary>Steps of the execution, each with the events that came in and what the code asked for.</summary>
    public int Turns => document.Turns.Count;

    internal HistoryDocument Document => document;

    /// <exception cref="InvalidDataException">The file is no history of a form that is known here; the message says why.</exception>
    public static StoredHistory Load(string path)
    {
        try
        {
            return new StoredHistory(Checked(JsonSerializer.Deserialize(File.ReadAllBytes(path), HubJson.Readable.HistoryDocument)));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"'{path}' holds no history that can be read: {e.Message}", e);
        }
    }

    public void Save(string path) => File.WriteAllBytes(path, [.. JsonSerializer.SerializeToUtf8Bytes(document, HubJson.Readable.HistoryDocument), (byte)'\n']);

    private static HistoryDocument Checked(HistoryDocument? read)
    {
        if (read is null) throw new InvalidDataException("it is empty.");
        if (read.Format != HistoryDocument.PresentFormat) throw new InvalidDataException($"its format is {read.Format}, and format {HistoryDocument.PresentFormat} is known.");
        if (string.IsNullOrEmpty(read.Orchestrator) || read.InstanceId is null || read.Turns is null) throw new InvalidDataException("it lacks the orchestrator, the instance id or the turns.");
        return read;
    }
}
