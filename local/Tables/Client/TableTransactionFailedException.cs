using OmniFunctions.Local.Tables;

namespace Azure.Data.Tables;

/// <summary>No action of the transaction happened, because one was refused.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            (requestFailedException ?? throw new ArgumentNullException(nameof(requestFailedException))).Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        FailedTransactionActionIndex = requestFailedException.Data[TableErrors.FailedIndexKey] as int?;
    }

    /// <summary>The position, from 0, of the action that was refused; null where the service did not name one.</summary>
    public int? FailedTransactionActionIndex { get; }
}
