namespace OmniFunctions.Runtime.Attachments;

/// <summary>Where contents of files lie, sealed: a folder of this machine, or blobs. Each is written once and never changed.</summary>
public interface IAttachmentContents
{
    /// <summary>Completes when it is kept. The same id again is the same content.</summary>
    Task WriteAsync(TenantId tenant, string id, ReadOnlyMemory<byte> sealedBytes, CancellationToken cancellation);

    /// <returns>Null when there is none.</returns>
    Task<ReadOnlyMemory<byte>?> ReadAsync(TenantId tenant, string id, CancellationToken cancellation);
}
