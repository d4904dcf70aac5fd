using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace OmniFunctions.Local.Tables;

/// <summary>
/// Signs with the account's key, in the short form for tables: the date and the resource. Every retry is signed anew, for the date ages.
/// Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key, "Shared Key Lite for Table Storage".
/// </summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var uri = message.Request.Uri.ToUri();
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{credential.Sign($"{date}\n{Resource(uri)}")}");
    }

    /// <summary>The path as it is sent; of the query, <c>comp</c> alone counts, and no request here has one.</summary>
    private string Resource(Uri uri) => $"/{credential.AccountName}{uri.AbsolutePath}";
}
