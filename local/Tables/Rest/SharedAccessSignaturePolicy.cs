using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace OmniFunctions.Local.Tables;

/// <summary>Appends a shared access signature to the query. It is read for every try, for it may be renewed.</summary>
internal sealed class SharedAccessSignaturePolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    private const string Mark = "sig=";

    public override void OnSendingRequest(HttpMessage message)
    {
        var query = message.Request.Uri.Query;

        // A retry carries the signature of the try before.
        if (query.Contains(Mark, StringComparison.Ordinal)) return;
        message.Request.Uri.Query = query.Length == 0 ? "?" + credential.Signature.TrimStart('?') : $"{query}&{credential.Signature.TrimStart('?')}";
    }
}
