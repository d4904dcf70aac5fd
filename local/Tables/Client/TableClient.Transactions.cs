using OmniFunctions.Local.Tables;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>All of the actions or none: at most 100, 4 MiB together, all in one partition, each on another row.</summary>
    /// <returns>One answer an action, in order, with the new versions.</returns>
    /// <exception cref="TableTransactionFailedException">An action was refused; nothing of the transaction happened.</exception>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        SubmitAsync(transactionActions, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        SubmitAsync(transactionActions, true, cancellationToken);

    private async Task<Response<IReadOnlyList<Response>>> SubmitAsync(IEnumerable<TableTransactionAction> actions, bool async, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var operations = actions.Select(ToOperation).ToArray();
        if (operations.Length == 0) throw new InvalidOperationException("A transaction needs at least one action.");
        var answer = await transport.SubmitAsync(Name, operations, async, cancellation).ConfigureAwait(false);
        if (answer.Response.IsSuccess()) return Response.FromValue(answer.Parts, answer.Response);
        var refusal = TableErrors.Exception(answer.Response);
        refusal.Data[TableErrors.FailedIndexKey] = answer.FailedIndex;
        throw new TableTransactionFailedException(refusal);
    }

    private static EntityOperation ToOperation(TableTransactionAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var row = action.ActionType == TableTransactionActionType.Delete
            ? new EntityRow { PartitionKey = action.Entity.PartitionKey, RowKey = action.Entity.RowKey }
            : EntityMapper.ToRow(action.Entity);
        return new EntityOperation(action.ActionType, row, action.ETag == default ? ETag.All : action.ETag);
    }
}
