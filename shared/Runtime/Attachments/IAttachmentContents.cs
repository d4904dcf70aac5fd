namespace OmniFunctions.Runtime.Attachments;

/// <summary>Where contents of files lie, sealed: a folder of this machine, or blobs. Each is written once, never changed, and taken away only when it was sent to nobody.</summary>
public interface IAttachmentContents
{
    /// <summary>Completes when it is kept. The same id again is the same content.</summary>
    Task WriteAsync(TenantId tenant, string id, ReadOnlyMemory<byte> sealedBytes, CancellationToken cancellation);

    /// <summary>Nothing is there any more when it completes, and perhaps nothing was before.</summary>
    Task DeleteAsync(TenantId tenant, string id, CancellationToken cancellation);

    /// <returns>Null when there is none.</returns>
    Task<ReadOnlyMemory<byte>?> ReadAsync(TenantId tenant, string id, CancellationToken cancellation);
}
