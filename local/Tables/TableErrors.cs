using System.Text.Json;
using Azure;
using Azure.Core;

namespace OmniFunctions.Local.Tables;

/// <summary>Reads the service's error document, <c>{"odata.error":{"code":...,"message":{"value":...}}}</c>, on either back end.</summary>
internal sealed class TableErrors : RequestFailedDetailsParser
{
    /// <summary>Where the index of a refused action travels to the exception that shows it.</summary>
    public const string FailedIndexKey = "FailedEntity";

    private static readonly TableErrors Parser = new();

    public static RequestFailedException Exception(Response response) => new(response, null, Parser);

    public static string? CodeOf(Response response) => Parser.TryParse(response, out var error, out _) ? error?.Code : null;

    public static string? MessageOf(Response response) => Parser.TryParse(response, out var error, out _) ? error?.Message : null;

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        if (response.ContentStream is not { CanSeek: true } stream) return false;
        var position = stream.Position;
        stream.Position = 0;
        try
        {
            using var document = JsonDocument.Parse(stream);
            var found = document.RootElement.GetProperty("odata.error");
            var message = found.GetProperty("message");
            error = new ResponseError(
                found.GetProperty("code").GetString(),
                message.ValueKind == JsonValueKind.Object ? message.GetProperty("value").GetString() : message.GetString());
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A proxy's page or an empty body: the status and the headers say what there is to say.
            return false;
        }
        finally
        {
            stream.Position = position;
        }
    }
}
