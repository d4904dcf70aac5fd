using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>
/// Contents as block blobs of a container, by the REST interface of Azure Storage and the host's own identity. Three operations are all that is
/// needed of it: Put Blob, Get Blob and Delete Blob.
/// </summary>
public sealed class BlobContents : IAttachmentContents
{
    /// <summary>The address of the container, as <c>https://account.blob.core.windows.net/attachments</c>.</summary>
    public const string Setting = "Omni:AttachmentsContainer";

    private const string ServiceVersion = "2023-11-03";
    private const string Scope = "https://storage.azure.com/.default";

    private readonly Uri container;
    private readonly HttpPipeline pipeline;

    public BlobContents(Uri container, TokenCredential credential) : this(container, credential, new BlobOptions()) { }

    internal BlobContents(Uri container, TokenCredential credential, ClientOptions options)
    {
        this.container = container;
        pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, Scope));
    }

    public async Task WriteAsync(TenantId tenant, string id, ReadOnlyMemory<byte> sealedBytes, CancellationToken cancellation)
    {
        using var message = Message(RequestMethod.Put, tenant, id);
        message.Request.Headers.Add("x-ms-blob-type", "BlockBlob");
        message.Request.Headers.Add("Content-Type", FileTypes.Unknown);
        message.Request.Content = RequestContent.Create(sealedBytes);
        await pipeline.SendAsync(message, cancellation);
        if (message.Response.Status != 201) throw new RequestFailedException(message.Response);
    }

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(TenantId tenant, string id, CancellationToken cancellation)
    {
        using var message = Message(RequestMethod.Get, tenant, id);
        await pipeline.SendAsync(message, cancellation);
        return message.Response.Status switch
        {
            200 => message.Response.Content.ToMemory(),
            404 => null,
            _ => throw new RequestFailedException(message.Response),
        };
    }

    public async Task DeleteAsync(TenantId tenant, string id, CancellationToken cancellation)
    {
        using var message = Message(RequestMethod.Delete, tenant, id);
        await pipeline.SendAsync(message, cancellation);
        if (message.Response.Status is not (202 or 404)) throw new RequestFailedException(message.Response);
    }

    private HttpMessage Message(RequestMethod method, TenantId tenant, string id)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri($"{container.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(tenant.Value)}/{Uri.EscapeDataString(id)}"));
        message.Request.Headers.Add("x-ms-version", ServiceVersion);
        return message;
    }

    private sealed class BlobOptions : ClientOptions;
}
