using Azure;

namespace OmniFunctions.Local.Tables;

/// <summary>Fetches the page after a continuation token, of at most so many values.</summary>
internal delegate Task<Page<T>> NextPage<T>(string? continuation, int? pageSize, bool async, CancellationToken cancellation);

internal sealed class AsyncPages<T>(NextPage<T> next, CancellationToken cancellation) : AsyncPageable<T>(cancellation) where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await next(continuationToken, pageSizeHint, true, CancellationToken).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}

internal sealed class SyncPages<T>(NextPage<T> next, CancellationToken cancellation) : Pageable<T>(cancellation) where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = next(continuationToken, pageSizeHint, false, CancellationToken).GetAwaiter().GetResult();
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
