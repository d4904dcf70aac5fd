using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;
using static OmniFunctions.Desk.ConversationPath;

namespace OmniFunctions.Desk;

/// <summary>Files of a conversation, for those who may see it; and by a signed address, for whoever was given one.</summary>
public sealed class FileFunctions(CommandDesk desk, NamesReader namesOf, AttachmentStore files, FileLinks links, CallRates rates)
{
    [Function("ConversationFile"), Requires(Permission.Agent)]
    [Describes("A file that was sent in a conversation.", Media = "*/*")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = At + "files/{file}")] HttpRequest request, string id, string file, CancellationToken cancellationToken)
    {
        if (await SeenAsync(request.Agent(), id, cancellationToken) is not { } head) return Problems.NotFound();
        return await files.FindAsync(head.Key.Tenant, file, cancellationToken) switch
        {
            FileLookup.Found found when found.File.IsOf(head.State) => await AnswerAsync(head.Key.Tenant, found.File, cancellationToken),
            FileLookup.Absent { Why: not FileAbsence.Unknown } absent => Problems.FileAbsent(absent.Why),
            _ => Problems.NotFound(),
        };
    }

    [Function("AddConversationFile"), Requires(Permission.Agent, TakesFile = true)]
    [Describes("Bring a file that is to be sent in this conversation. The body is the file itself.", typeof(StoredFileView), StatusCodes.Status201Created, TakesMedia = "application/octet-stream", Query = ["name"])]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = At + "files")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await SeenAsync(request.Agent(), id, cancellationToken) is not { } head) return Problems.NotFound();
        return await KeepAsync(request, head.Key.Tenant, StoredFile.OfConversation(head.Key.Id), cancellationToken);
    }

    [Function("File"), Requires(Permission.Anonymous)]
    [Describes("A file at a signed address that is good for a time.", Media = "*/*", Query = ["until", "proof"])]
    public async Task<IResult> ReadSignedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{tenant}/{file}")] HttpRequest request, string tenant, string file, CancellationToken cancellationToken)
    {
        var owner = new TenantId(tenant);
        return links.IsGood(owner, file, Query.Text(request, "until"), Query.Text(request, "proof")) && await files.FindAsync(owner, file, cancellationToken) is FileLookup.Found found
            ? await AnswerAsync(owner, found.File, cancellationToken)
            : Problems.NotFound();
    }

    [Function("AddVisitorFile"), Requires(Permission.Visitor)]
    [Describes("Bring a file that the visitor is about to send. The body is the file itself.", typeof(StoredFileView), StatusCodes.Status201Created, TakesMedia = "application/octet-stream", Query = ["name"])]
    public async Task<IResult> AddOfVisitorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/widget/{tenant}/{account}/files")] HttpRequest request, CancellationToken cancellationToken)
    {
        var visitor = request.Visitor();
        var account = visitor.Account.Key;
        if (rates.Take("file", $"{account}/{visitor.Id}", CallRates.MaxFiles) is { } pause) return Problems.TooManyAttempts(pause);
        var maxBytes = WidgetSettings.Of(visitor.Account).FileMegabytes * 1024 * 1024;
        return await KeepAsync(request, account.Tenant, StoredFile.OfSender(account, visitor.Id), maxBytes, FileTypes.IsOfVisitors, cancellationToken);
    }

    private Task<IResult> KeepAsync(HttpRequest request, TenantId tenant, string owner, CancellationToken cancellation) =>
        KeepAsync(request, tenant, owner, StoredFile.MaxBytes, _ => true, cancellation);

    /// <param name="isTaken">By what the content itself shows it to be.</param>
    private async Task<IResult> KeepAsync(HttpRequest request, TenantId tenant, string owner, int maxBytes, Func<string, bool> isTaken, CancellationToken cancellation)
    {
        if (await Body.ReadBytesAsync(request, maxBytes, cancellation) is not { } content) return Problems.TooLarge();
        if (content.Length == 0) return Problems.Invalid("", "The body is the file; this one is empty.");
        if (!isTaken(FileTypes.Of(content))) return Problems.FileKindRefused();
        var kept = await files.AddAsync(tenant, owner, Query.Text(request, "name"), PictureMetadata.Without(content), cancellation: cancellation);
        return Results.Json(new StoredFileView(kept.Id, kept.Name, kept.Mime, kept.SizeBytes), DeskJson.Instance.StoredFileView, statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> AnswerAsync(TenantId tenant, StoredFile file, CancellationToken cancellation) =>
        await files.ReadAsync(tenant, file, cancellation) is { } content ? new FileResult(file, content) : Problems.NotFound();

    private async Task<StoredConversation?> SeenAsync(Agent agent, string id, CancellationToken cancellation) =>
        await desk.SeenAsync(agent, id, await namesOf.ReadAsync(agent.Tenant, cancellation), cancellation);

    /// <summary>A file is handed over to be kept, never to be run: no browser guesses what it is, shows it as a page or lets it reach anything.</summary>
    private sealed class FileResult(StoredFile file, ReadOnlyMemory<byte> content) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = file.Mime;
            response.ContentLength = content.Length;
            var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(file.Name);
            response.Headers.ContentDisposition = disposition.ToString();
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            response.Headers["Cross-Origin-Resource-Policy"] = "same-site";
            response.Headers.CacheControl = "private, no-store";
            await response.Body.WriteAsync(content, httpContext.RequestAborted);
        }
    }
}

/// <param name="Mime">As the content itself shows.</param>
public sealed record StoredFileView(string Id, string Name, string Mime, long SizeBytes);
